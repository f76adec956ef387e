using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>The whole guide anew, in place of the version that was read.</summary>
public record ReplaceGuide(string Key, int Replaces, int Minutes, IReadOnlyDictionary<string, GuideWords> Words, int? Meeting = null,
    GuidePhase? Phase = null, IReadOnlyList<int>? AgendaMinutes = null)
{
    internal AdoptGuide AsGuide => new(Key, Minutes, Words, Meeting, Phase, AgendaMinutes);
}

/// <summary>
/// Replace a guide of a strand by its next version; what was offered before stays readable for staff. Mentorships that run get the new
/// one: a guide is help, not a rule. Refused with <c>strand-retired</c>, <c>guide-unknown</c>, <c>guide-changed</c>,
/// <c>guide-place-taken</c>, <c>too-many-versions</c>.
/// </summary>
public static class ReplaceGuideEndpoint
{
    private const int MostVersions = 200;

    public static void Validate(ReplaceGuide command) => GuideShape.Validate(command.AsGuide);

    [WolverinePost("/api/strands/{strandId}/replace-guide"), Authorize(Policies.Staff)]
    public static async Task<GuideVersionAdopted> Post(ReplaceGuide command, Guid strandId, IDocumentSession session, CancellationToken cancel)
    {
        var (strand, book) = await session.LockGuidesAsync(strandId, cancel);
        return session.Record(book, Decide(strand, book, command), command.AsGuide);
    }

    public static GuideAdopted Decide(Strand strand, Guidebook book, ReplaceGuide command)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        var guide = book.Find(command.Key);
        Refused.When(guide is null, "guide-unknown", "The strand offers no guide with this key.");
        Refused.When(guide!.GuideVersion != command.Replaces, "guide-changed", $"Version {guide.GuideVersion} is offered now; read it first.");
        Refused.When(book.Guides.Any(g => g.Key != command.Key && g.IsAt(command.Meeting, command.Phase)), "guide-place-taken",
            "There is another guide for this meeting.");
        Refused.When(guide.GuideVersion >= MostVersions, "too-many-versions", $"A guide has at most {MostVersions} versions.");
        return command.AsGuide.Adopted(strand.Id, guide.GuideVersion + 1);
    }
}
