using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>A policy from a date on; <c>Notes</c> say per field of the policy, in at most 500 characters, why it is as it is.</summary>
public record AdoptPolicy(DateOnly EffectiveFrom, StrandPolicy Policy, string? ResolutionNumber = null, IReadOnlyDictionary<string, string>? Notes = null);

/// <summary>
/// Adopt a policy for a strand, in force from a date on; calls already published keep theirs (rule S1).
/// Refused with <c>strand-retired</c>, <c>policy-date-taken</c>.
/// </summary>
public static class AdoptPolicyEndpoint
{
    public static void Validate(AdoptPolicy command)
    {
        var p = command.Policy;
        Shape.Of(
            (p.HardCap is < 1 or > 500, "policy.hardCap", "A hard cap is 1 to 500 places."),
            (p.TargetFrom < 0 || p.TargetTo < p.TargetFrom || p.TargetTo > 500, "policy.targetTo", "A target range goes upwards, from 0 to 500."),
            (p.DurationMonths is < 1 or > 60, "policy.durationMonths", "A cohort lasts 1 to 60 months."),
            (p.EnvisionedMeetings is < 0 or > 100, "policy.envisionedMeetings", "Envisioned meetings are 0 to 100."),
            (p.MentorsFrom < 1 || p.MentorsTo < p.MentorsFrom || p.MentorsTo > 20, "policy.mentorsTo", "Mentors are 1 to 20, upwards."),
            (p.MaxMentorWishes is < 0 or > 10, "policy.maxMentorWishes", "Mentor wishes are 0 to 10."),
            (p.LookBackYears is < 0 or > 50, "policy.lookBackYears", "The look-back is 0 to 50 years."),
            (p.CareerStages.Count is 0 or > 30 || !p.CareerStages.All(Shape.IsKey), "policy.careerStages", "1 to 30 keys of career stages."),
            (p.RequiredDocuments.Count > 20 || !p.RequiredDocuments.All(Shape.IsKey), "policy.requiredDocuments", "At most 20 keys of documents."),
            (p.Assumed.Count > 30 || !p.Assumed.All(a => Shape.IsLine(a, 60)), "policy.assumed", "At most 30 names of fields."),
            (command.ResolutionNumber is not null && !Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber", "A number of at most 60 characters."),
            (command.Notes?.Keys.All(PolicyNotes.Fields.Contains) == false, "notes", $"Notes are on {string.Join(", ", PolicyNotes.Fields)}."),
            (command.Notes?.Values.All(n => Shape.IsLine(n, 500)) == false, "notes", "A note is one line of at most 500 characters."));
    }

    [WolverinePost("/api/strands/{strandId}/adopt-policy"), Authorize(Policies.Staff)]
    public static (Done, PolicyAdopted) Post(AdoptPolicy command, [WriteModel("strandId")] Strand strand, IDocumentSession session)
    {
        var adopted = Decide(strand, command);
        if (command.Notes is { Count: > 0 } notes) session.Insert(new PolicyNotes { Id = PolicyNotes.IdOf(strand.Id, adopted.PolicyVersion), Notes = notes });
        return (new(strand.Id), adopted);
    }

    public static PolicyAdopted Decide(Strand strand, AdoptPolicy command)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(strand.Policies.Any(p => p.EffectiveFrom == command.EffectiveFrom), "policy-date-taken",
            "A policy with effect from this date was already adopted; choose another date.");
        return new(strand.Id, strand.Policies.Count + 1, command.EffectiveFrom, command.Policy, command.ResolutionNumber);
    }
}
