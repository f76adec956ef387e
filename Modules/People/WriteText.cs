using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// The kind is a key such as <c>motivation-letter</c>; the text has at most 20,000 characters. With a cohort it tells of a decision there (why
/// somebody waits, a brief assessment) and is held back from the person until the decisions of the cohort are released; by staff only.
/// </summary>
public record WriteText(string Kind, string Text, Guid? HeldBackForCohortId = null);

/// <summary>
/// Keep a text of a person, by the person or by staff; others refer to it by the id in the answer.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>too-many-texts</c>.
/// </summary>
public static class WriteTextEndpoint
{
    public const int MostCharacters = 20_000;
    public const int MostTexts = 500;

    public static void Validate(WriteText command) => Shape.Of(
        (!Shape.IsKey(command.Kind), "kind", "A kind is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > MostCharacters, "text", "A text has 1 to 20,000 characters."),
        (command.HeldBackForCohortId == Guid.Empty, "heldBackForCohortId", "A cohort is named, or none."),
        (command.Text?.Contains('\0') == true, "text", "A text has no NUL character."));

    [WolverinePost("/api/people/{personId}/texts"), Authorize(Policies.Anyone)]
    public static async Task<Created> Post(WriteText command, Guid personId, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        if (command.HeldBackForCohortId is not null && !caller.IsStaff) throw new Forbidden("Only staff hold a text back.");
        var person = await session.LockPersonAsync(personId, cancel); // an erasure at the same moment finds this text, or we find the erasure
        var held = await session.Query<PersonalText>().CountAsync(t => t.PersonId == personId, cancel);
        var text = Decide(person.Aggregate!, held, command, Ids.New(), clock.GetUtcNow());
        session.Insert(text);
        return new(text.Id);
    }

    public static PersonalText Decide(Person person, int held, WriteText command, Guid id, DateTimeOffset now)
    {
        person.MustBeInUse();
        Refused.When(held >= MostTexts, "too-many-texts", "As many texts as we keep of one person are held already.");
        return new()
        {
            Id = id,
            PersonId = person.Id,
            Kind = command.Kind,
            Text = command.Text,
            WrittenAt = now,
            HeldBackForCohortId = command.HeldBackForCohortId,
        };
    }
}
