using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>What takes the place of what was submitted; null leaves it as it is. Answers name a sheet that People keeps.</summary>
public record AmendApplication(IReadOnlyList<Guid>? MentorWishes = null, IReadOnlyList<string>? Topics = null, Guid? AnswersId = null);

/// <summary>
/// Amend an application until the deadline, by the server's time: wishes, topics, answers. Refused with <c>cohort-over</c>,
/// <c>application-withdrawn</c>, <c>eligibility-decided</c>, <c>deadline-passed</c>, <c>nothing-to-amend</c>, <c>too-many-wishes</c>,
/// <c>wish-repeated</c>, <c>wish-for-oneself</c>, <c>answers-unknown</c>, <c>answers-of-another-version</c>.
/// </summary>
public static class AmendApplicationEndpoint
{
    public static void Validate(AmendApplication command) => Shape.Of(
        (command.MentorWishes is { } wishes && (wishes.Count > 10 || wishes.Contains(Guid.Empty)), "mentorWishes", "At most 10 ids of persons."),
        (command.Topics is { } t && (t.Count > 20 || !t.All(Shape.IsKey) || t.Distinct().Count() < t.Count), "topics",
            "At most 20 keys of topics, each once."),
        (command.AnswersId == Guid.Empty, "answersId", "Answers are named by their id."));

    [WolverinePost("/api/applications/{applicationId}/amend"), HidesVersion, Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid applicationId, AmendApplication command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        Caller.Of(user).MustBe(desk.Application.PersonId);
        var materials = await Materials.FindAsync(session, desk.Call, command.AnswersId, [], cancel);
        var applicant = await session.ApplicantAsync(desk.Application.PersonId, cancel) ?? new();
        foreach (var e in Decide(desk.Application, desk.Call, applicant, materials, command, clock.GetUtcNow())) await desk.WriteAsync(new(e, []), cancel);
        return new(applicationId);
    }

    public static IReadOnlyList<object> Decide(Application application, Call call, Applicant applicant, Materials materials, AmendApplication command,
        DateTimeOffset now)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        Refused.When(now > call.Deadline, "deadline-passed", "The deadline of this call has passed.");
        Refused.When(command is { MentorWishes: null, Topics: null, AnswersId: null }, "nothing-to-amend", "Nothing is named that is to change.");
        call.MustAllow(command.MentorWishes ?? [], application.PersonId);
        var answers = materials.MustTakeAnswers(command.AnswersId, applicant, application.Id, application.CohortId);
        List<object> events = [];
        if (command.MentorWishes is not null || command.Topics is not null)
            events.Add(new ApplicationAmended(application.Id, application.CohortId, application.PersonId,
                command.MentorWishes ?? application.MentorWishes, command.Topics ?? application.Topics));
        if (answers is not null) events.Add(answers);
        return events;
    }
}
