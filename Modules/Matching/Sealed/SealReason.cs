using System.Security.Claims;
using System.Text;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Sealed;

/// <summary>
/// Either the reason, at most 5,000 characters, which is sealed here and kept nowhere else; or a box (base64) that was sealed with the
/// ombudsperson's key before it came here.
/// </summary>
public record SealReason(string? Reason = null, string? Box = null)
{
    /// <summary>Whatever writes a command down writes this.</summary>
    public override string ToString() => nameof(SealReason);
}

/// <summary>A box for the ombudsperson. Neither person nor mentorship nor day stands beside it, only the month, so that it can be destroyed in time.</summary>
public record SealedReason
{
    /// <summary>Random, not made of time as other ids are.</summary>
    public Guid Id { get; init; }
    public string Box { get; init; } = "";
    public DateOnly Month { get; init; }
}

/// <summary>How many reasons were sealed about a mentorship, so that nobody fills the store; by whom is not known.</summary>
public record SealingsOfMentorship
{
    public Guid Id { get; init; }
    public int Count { get; init; }
}

/// <summary>
/// Tell the ombudsperson, and nobody else, why a mentorship ended: by either of the two, whoever ended it (rule M8). No event, no
/// actor and no time is recorded. Refused with <c>mentorship-not-ended</c>, <c>ombudsperson-key-missing</c>, <c>sealed-for-another-key</c>,
/// <c>too-many-reasons</c>.
/// </summary>
public static class SealReasonEndpoint
{
    public const int MostCharacters = 5_000;
    public const int MostReasons = 6;
    private const int MostBytes = 32 * 1024, Step = 1024;

    public static void Validate(SealReason command) => Shape.Of(
        (command.Reason is null == command.Box is null, "reason", "Either a reason or a box."),
        (command.Reason is { } reason && (string.IsNullOrWhiteSpace(reason) || reason.Length > MostCharacters), "reason",
            "A reason has 1 to 5,000 characters."),
        (command.Box is { } box && BytesOf(box) is null, "box", $"A box is base64 of the form {SealedBox.Form}, at most {MostBytes} bytes."));

    [WolverinePost("/api/mentorships/{mentorshipId}/seal-reason"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid mentorshipId, SealReason command, ClaimsPrincipal user, OmbudspersonKey ombudsperson,
        IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var mentorship = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        var side = mentorship.OwnSideOf(user);
        await session.HoldAsync($"matching.sealings:{mentorshipId}", cancel);
        var sealings = await session.LoadAsync<SealingsOfMentorship>(mentorshipId, cancel) ?? new() { Id = mentorshipId };
        var box = Decide(mentorship, sealings, side, ombudsperson.PublicKey, command);
        var now = clock.GetUtcNow();
        session.Insert(new SealedReason { Id = Guid.NewGuid(), Box = box, Month = new(now.Year, now.Month, 1) });
        session.Store(sealings with { Count = sealings.Count + 1 });
        return new(mentorshipId);
    }

    public static string Decide(Mentorship mentorship, SealingsOfMentorship sealings, PairSide side, byte[]? publicKey, SealReason command)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Ended, "mentorship-not-ended", "This mentorship did not end early.");
        Refused.When(publicKey is null, "ombudsperson-key-missing", "No ombudsperson's key is known here; speak to the ombudsperson directly.");
        Refused.When(command.Box is { } given && SealedBox.RecipientOf(BytesOf(given)!) != SealedBox.IdOf(publicKey!), "sealed-for-another-key",
            "This box is not for the present ombudsperson's key.");
        Refused.When(sealings.Count >= MostReasons, "too-many-reasons", $"At most {MostReasons} reasons are sealed about one mentorship.");
        return command.Box ?? Convert.ToBase64String(SealedBox.Seal(publicKey!, Letter(mentorship, side, command.Reason!)));
    }

    /// <summary>What the ombudsperson reads, filled up to whole kilobytes: the length of the box says little.</summary>
    private static byte[] Letter(Mentorship mentorship, PairSide side, string reason)
    {
        var letter = Encoding.UTF8.GetBytes(Canonical.Write(
            new { Form = SealedBox.Form, mentorship.CohortId, MentorshipId = mentorship.Id, Side = side, Reason = reason }));
        return [.. letter, .. Enumerable.Repeat((byte)' ', Step - (letter.Length % Step))];
    }

    private static byte[]? BytesOf(string box)
    {
        if (box.Length > MostBytes * 4 / 3) return null;
        var bytes = new byte[box.Length];
        return Convert.TryFromBase64String(box, bytes, out var length) && SealedBox.IsBox(bytes.AsSpan(0, length)) ? bytes[..length] : null;
    }
}
