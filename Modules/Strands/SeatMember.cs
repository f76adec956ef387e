using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>A mandate from a day on, with its last day if it has one; for an institution, perhaps as the partners' representative.</summary>
public record SeatMember(Guid PersonId, Guid InstitutionId, DateOnly From, DateOnly? Until = null, bool RepresentsPartners = false);

/// <summary>
/// Give a person a mandate in a committee. Refused with <c>person-merged</c>, <c>person-unknown</c>, <c>institution-unknown</c>,
/// <c>owner-is-no-partner</c>, <c>member-already-seated</c>.
/// </summary>
public static class SeatMemberEndpoint
{
    public static void Validate(SeatMember command) => Shape.Of(
        (command.Until < command.From, "until", "A mandate ends after it began."),
        (command.Until?.Year > 2200, "until", "A mandate ends before 2200."),
        (command.From.Year is < 2000 or > 2200, "from", "A mandate begins between 2000 and 2200."));

    [WolverinePost("/api/committees/{committeeId}/seat-member"), Authorize(Policies.Staff)]
    public static async Task<(Done, MemberSeated)> Post(SeatMember command, [WriteModel("committeeId")] Committee committee, IDocumentSession session,
        CancellationToken cancel)
    {
        var person = await session.Events.FetchLatest<KnownPerson>(command.PersonId, cancel);
        var institution = await session.LoadAsync<Institution>(command.InstitutionId, cancel);
        return (new(committee.Id), Decide(committee, person, institution, command));
    }

    public static MemberSeated Decide(Committee committee, KnownPerson? person, Institution? institution, SeatMember command)
    {
        person.MustBeInUse();
        Refused.When(institution is null, "institution-unknown", "There is no institution with this id.");
        Refused.When(command.RepresentsPartners && institution!.IsOwner, "owner-is-no-partner", "Who sits for the owner does not represent the partners.");
        Refused.When(committee.Mandates.Any(m => m.PersonId == command.PersonId && m.Meets(command.From, command.Until)), "member-already-seated",
            "This person has a mandate in the committee already for a part of these days.");
        return new(committee.Id, command.PersonId, command.InstitutionId, command.RepresentsPartners, command.From, command.Until);
    }
}
