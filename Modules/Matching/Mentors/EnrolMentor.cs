using Advance.Contracts;
using Advance.Shared;
using JasperFx;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentors;

/// <summary>Room for so many mentees over all cohorts; external mentors may have no institution here.</summary>
public record EnrolMentor(Guid PersonId, int Capacity, bool IsExternal, Guid? InstitutionId = null, IReadOnlyList<string>? Topics = null,
    IReadOnlyList<string>? Languages = null);

/// <summary>What the pool needs to know of a person: that there is one, who was neither erased nor turned out to be another.</summary>
public record KnownPerson : IFold<KnownPerson>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsRegistered { get; init; }

    public KnownPerson Evolve(object e) => e switch
    {
        PersonRegistered registered => this with { Id = registered.PersonId, IsRegistered = true },
        PersonErased _ => this with { IsRegistered = false },
        IdentityRetired _ => this with { IsRegistered = false },
        _ => this,
    };
}

/// <summary>What the pool needs to know of an institution: that there is one.</summary>
public record KnownInstitution : IFold<KnownInstitution>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsRegistered { get; init; }

    public KnownInstitution Evolve(object e) =>
        e is InstitutionRegistered registered ? this with { Id = registered.InstitutionId, IsRegistered = true } : this;
}

/// <summary>
/// Enrol a person in the mentor pool; one who had retired comes back under the same id.
/// Refused with <c>person-unknown</c>, <c>institution-unknown</c>, <c>mentor-already-enrolled</c>.
/// </summary>
public static class EnrolMentorEndpoint
{
    public const int MostMentees = 50;

    public static void Validate(EnrolMentor command) => Shape.Of(
        (command.Capacity is < 0 or > MostMentees, "capacity", $"A mentor has room for 0 to {MostMentees} mentees."),
        (command.Topics?.Count > 30 || command.Topics?.Any(t => !Shape.IsLine(t, 80)) == true, "topics", "Up to 30 topics of at most 80 characters."),
        (command.Languages?.Count > 20 || command.Languages?.Any(l => !Shape.IsLine(l, 20)) == true, "languages",
            "Up to 20 languages of at most 20 characters."));

    [WolverinePost("/api/mentors"), Authorize(Policies.Staff)]
    public static async Task<Created> Post(EnrolMentor command, IDocumentSession session, CancellationToken cancel)
    {
        var person = await session.Events.FetchLatest<KnownPerson>(command.PersonId, cancel);
        var institution = command.InstitutionId is { } known ? await session.Events.FetchLatest<KnownInstitution>(known, cancel) : null;
        var id = Mentor.IdOf(command.PersonId);
        await session.HoldAsync(id, cancel);
        var mentor = await session.LoadAsync<Mentor>(id, cancel);
        var enrolled = Decide(person, institution, mentor, command);
        if (mentor is null) session.Events.StartStream<Mentor>(id, enrolled);
        else await session.Events.AppendOptimistic(id, cancel, enrolled);
        return new(id);
    }

    public static MentorEnrolled Decide(KnownPerson? person, KnownInstitution? institution, Mentor? mentor, EnrolMentor command)
    {
        Refused.When(person is not { IsRegistered: true }, "person-unknown", "There is no person with this id.");
        Refused.When(command.InstitutionId is not null && institution is not { IsRegistered: true }, "institution-unknown",
            "There is no institution with this id.");
        Refused.When(mentor is { Status: not MentorStatus.Retired }, "mentor-already-enrolled", "This person is in the mentor pool already.");
        return new(Mentor.IdOf(command.PersonId), command.PersonId, command.InstitutionId, command.IsExternal, command.Capacity,
            Tidy(command.Topics), Tidy(command.Languages));
    }

    /// <summary>Words that are compared later: without blanks around them, in lower case, each once.</summary>
    internal static IReadOnlyList<string> Tidy(IEnumerable<string>? words) =>
        [.. (words ?? []).Select(w => w.Trim().ToLowerInvariant()).Where(w => w.Length > 0).Distinct().Order(StringComparer.Ordinal)];
}
