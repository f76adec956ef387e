using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Rules of procedure from a day on: the quorum.</summary>
public record AdoptRules(DateOnly EffectiveFrom, QuorumRule Quorum);

/// <summary>
/// Adopt the rules of a committee, in force from a day on; before its first it decides by more than half of its mandates.
/// Refused with <c>rules-date-taken</c>.
/// </summary>
public static class AdoptRulesEndpoint
{
    public static void Validate(AdoptRules command) => Shape.Of(
        (command.EffectiveFrom.Year is < 2000 or > 2200, "effectiveFrom", "Rules come into force between 2000 and 2200."),
        (command.Quorum.Denominator is < 1 or > 100, "quorum.denominator", "A denominator is 1 to 100."),
        (command.Quorum.Numerator < 0 || command.Quorum.Numerator > command.Quorum.Denominator, "quorum.numerator", "A share is 0 to 1."),
        (command.Quorum.MoreThan && command.Quorum.Numerator == command.Quorum.Denominator, "quorum.moreThan", "Nobody is more than all."),
        (command.Quorum.AtLeast is < 1 or > 100, "quorum.atLeast", "At least 1 to 100 members."));

    [WolverinePost("/api/committees/{committeeId}/adopt-rules"), Authorize(Policies.Staff)]
    public static (Done, CommitteeRulesAdopted) Post(AdoptRules command, [WriteModel("committeeId")] Committee committee) =>
        (new(committee.Id), Decide(committee, command));

    public static CommitteeRulesAdopted Decide(Committee committee, AdoptRules command)
    {
        Refused.When(committee.Rules.Any(r => r.EffectiveFrom == command.EffectiveFrom), "rules-date-taken",
            "Rules with effect from this date were already adopted; choose another date.");
        return new(committee.Id, committee.Rules.Count + 1, command.EffectiveFrom, command.Quorum);
    }
}
