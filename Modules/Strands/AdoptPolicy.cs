using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>
/// A policy from a date on; <c>Notes</c> say per field of the policy, in at most 500 characters, why it is as it is;
/// <c>DeclarationWords</c> say by the key of a declaration what people are asked to declare.
/// </summary>
public record AdoptPolicy(DateOnly EffectiveFrom, StrandPolicy Policy, string? ResolutionNumber = null, IReadOnlyDictionary<string, string>? Notes = null,
    IReadOnlyDictionary<string, DeclarationWords>? DeclarationWords = null);

/// <summary>
/// Adopt a policy for a strand, in force from a date on; calls already published keep theirs (rule S1). Once the strand has a cohort
/// and a steering committee is constituted, a change needs the number of a resolution that names the strand, and that
/// set no other version of its policy. Refused with <c>strand-retired</c>, <c>policy-date-taken</c>, <c>resolution-required</c>,
/// <c>resolution-unknown</c>, <c>resolution-used</c>.
/// </summary>
public static class AdoptPolicyEndpoint
{
    public static void Validate(AdoptPolicy command)
    {
        var p = command.Policy;
        Shape.Of(
            (command.EffectiveFrom.Year is < 2000 or > 2200, "effectiveFrom", "A policy takes effect between 2000 and 2200."),
            (p.HardCap is < 1 or > 500, "policy.hardCap", "A hard cap is 1 to 500 places."),
            (p.TargetFrom < 0 || p.TargetTo < p.TargetFrom || p.TargetTo > 500, "policy.targetTo", "A target range goes upwards, from 0 to 500."),
            (p.DurationMonths is < 1 or > 60, "policy.durationMonths", "A cohort lasts 1 to 60 months."),
            (p.EnvisionedMeetings is < 0 or > 100, "policy.envisionedMeetings", "Envisioned meetings are 0 to 100."),
            (p.MentorsFrom < 1 || p.MentorsTo < p.MentorsFrom || p.MentorsTo > 20, "policy.mentorsTo", "Mentors are 1 to 20, upwards."),
            (p.MaxMentorWishes is < 0 or > 10, "policy.maxMentorWishes", "Mentor wishes are 0 to 10."),
            (p.LookBackYears is < 0 or > 50, "policy.lookBackYears", "The look-back is 0 to 50 years."),
            (p.CareerStages.Count is 0 or > 30 || !p.CareerStages.All(Shape.IsKey), "policy.careerStages", "1 to 30 keys of career stages."),
            (p.RequiredDocuments.Count > 20 || !p.RequiredDocuments.All(Shape.IsKey), "policy.requiredDocuments", "At most 20 keys of documents."),
            (p.RequiredDeclarations?.Count > 20 || p.RequiredDeclarations?.All(Shape.IsKey) == false, "policy.requiredDeclarations",
                "At most 20 keys of declarations."),
            (p.DatedDeclarations is { } dated
                && (dated.Count > 20 || dated.DistinctBy(d => d.Key).Count() < dated.Count || !dated.All(IsOfThe)), "policy.datedDeclarations",
                "A dated declaration is a required one, each once, with a day of a year, 0 to 10 years after the deadline's."),
            (command.DeclarationWords?.All(w => p.RequiredDeclarations?.Contains(w.Key) == true && w.Value.AreLines) == false, "declarationWords",
                "Words are of a required declaration, each one line of at most 500 characters."),
            (p.PartnerRepresentativeRequired && p.Composition is CompositionRule.None, "policy.composition",
                "A representative of the partners is required and not required."),
            (p.Assumed.Count > 30 || !p.Assumed.All(a => Shape.IsLine(a, 60)), "policy.assumed", "At most 30 names of fields."),
            (command.ResolutionNumber is not null && !Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber", "A number of at most 60 characters."),
            (command.Notes?.Keys.All(PolicyNotes.Fields.Contains) == false, "notes", $"Notes are on {string.Join(", ", PolicyNotes.Fields)}."),
            (command.Notes?.Values.All(n => Shape.IsLine(n, 500)) == false, "notes", "A note is one line of at most 500 characters."));

        bool IsOfThe(DatedDeclaration d) => p.RequiredDeclarations?.Contains(d.Key) == true && d.YearsAfterDeadline is >= 0 and <= 10
            && d.Month is >= 1 and <= 12 && d.Day >= 1 && d.Day <= DateTime.DaysInMonth(2024, d.Month);
    }

    [WolverinePost("/api/strands/{strandId}/adopt-policy"), Authorize(Policies.Staff)]
    public static async Task<(Done, PolicyAdopted)> Post(AdoptPolicy command,
        [WriteModel("strandId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Strand strand, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var committees = await session.DecidingCommitteesAsync(cancel);
        var hasCohorts = await session.Query<Cohort>().AnyAsync(c => c.StrandId == strand.Id && c.Status != CohortStatus.Cancelled, cancel);
        var isRequired = hasCohorts && committees.HaveSteeringOn(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var adopted = Decide(strand, command, isRequired, committees.OnStrand(command.ResolutionNumber, strand.Id));
        if (command.Notes is { Count: > 0 } || command.DeclarationWords is { Count: > 0 })
            session.Insert(PolicyNotes.Of(strand.Id, adopted.PolicyVersion, command.Notes, command.DeclarationWords));
        return (new(strand.Id), adopted);
    }

    /// <summary>What is adopted before a resolution is required may carry the number of one that was passed before there was this system.</summary>
    public static PolicyAdopted Decide(Strand strand, AdoptPolicy command, bool isRequired = false, int resolutions = 0)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(strand.Policies.Any(p => p.EffectiveFrom == command.EffectiveFrom), "policy-date-taken",
            "A policy with effect from this date was already adopted; choose another date.");
        Refused.When(isRequired && command.ResolutionNumber is null, "resolution-required",
            "The strand has cohorts and a steering committee; a change of its policy needs a resolution that names the strand.");
        Refused.When(isRequired && resolutions == 0, "resolution-unknown", "No resolution with this number names the strand.");
        Refused.When(isRequired && strand.Policies.Count(p => p.ResolutionNumber == command.ResolutionNumber) >= resolutions, "resolution-used",
            "This resolution set a version of the policy already; a further change needs another one.");
        return new(strand.Id, strand.Policies.Count + 1, command.EffectiveFrom, command.Policy, command.ResolutionNumber);
    }
}
