using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Applications;

/// <summary>
/// A copied strand asks what its original asked on that day, of each role and in the same words; heard twice, or after it got a
/// questionnaire of its own, it adds nothing.
/// </summary>
public static class OnStrandCopied
{
    public static async Task Handle(StrandCopied copied, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.FetchLatest<KnownStrand>(copied.StrandId, cancel) ?? new();
        foreach (var role in Enum.GetValues<RespondentRole>())
        {
            if (await session.FromOriginalAsync<Questionnaire>(copied, id => Questionnaire.IdOf(id, role), cancel) is not var (original, day)) continue;
            await session.HoldAsync(Questionnaire.IdOf(copied.StrandId, role), cancel);
            var own = await session.Events.FetchForWriting<Questionnaire>(Questionnaire.IdOf(copied.StrandId, role), cancel);
            if (Decide(strand, own.Aggregate ?? new(), original, day) is not { } adopted) continue;
            var asked = original.On(day)!;
            var wording = await session.LoadAsync<QuestionnaireWording>(QuestionnaireWording.IdOf(asked.QuestionnaireId, asked.QuestionnaireVersion), cancel);
            session.Record(own, adopted, wording?.Words);
        }
    }

    /// <summary>Null when there is nothing to take over, or nothing to be done any more.</summary>
    public static QuestionnaireAdopted? Decide(KnownStrand strand, Questionnaire own, Questionnaire original, DateOnly day) =>
        own.Versions.Count > 0 || strand.IsRetired || original.On(day) is not { } asked
            ? null : AdoptQuestionnaireEndpoint.Decide(strand, own, new(asked.Role, day, asked.Questions, asked.Documents));
}
