using Advance.Contracts;

namespace Advance.Matching.Rounds;

/// <summary>Names of the rules that exclude a pair (rules M1, M2, M3 and the strand's own); part of the record of each round.</summary>
public static class Rule
{
    public const string SamePerson = "same-person";
    public const string Supervision = "supervision";
    public const string LineManagement = "line-management";
    public const string SkipLevel = "skip-level";
    public const string SameManager = "same-manager";
    public const string Kinship = "kinship";
    public const string Competition = "competition";
    public const string SameUnit = "same-unit";
    public const string CoAuthorship = "co-authorship";
    public const string NoCapacity = "no-capacity";
    public const string MentorPaused = "mentor-paused";
    public const string ExternalOnly = "external-only";
    public const string PartnerNotInCall = "partner-not-in-call";
    public const string DeclaredRefusal = "declared-refusal";
    public const string EarlierPairing = "earlier-pairing";
    public const string NoCommonLanguage = "no-common-language";

    public static readonly IReadOnlyList<string> All =
    [
        SamePerson, Supervision, LineManagement, SkipLevel, SameManager, Kinship, Competition, SameUnit, CoAuthorship, NoCapacity,
        MentorPaused, ExternalOnly, PartnerNotInCall, DeclaredRefusal, EarlierPairing, NoCommonLanguage,
    ];

    /// <summary>Rules that no what-if may leave out: without them the answer would mean nothing.</summary>
    public static readonly IReadOnlyList<string> Firm = [SamePerson, NoCapacity];

    /// <summary>Rules that a strand may set aside for its rounds; all others are the programme's (M1 to M3) or its policy's.</summary>
    public static readonly IReadOnlyList<string> OfStrand = [CoAuthorship, EarlierPairing, NoCommonLanguage];

    /// <summary>Rules about beginning a mentorship, which say nothing against one that runs.</summary>
    public static readonly IReadOnlyList<string> OfBeginning =
        [NoCapacity, MentorPaused, ExternalOnly, PartnerNotInCall, DeclaredRefusal, EarlierPairing, NoCommonLanguage];
}

/// <summary>
/// Which rules exclude a pair. A relationship counts when it holds during the cohort or held within the policy's look-back years
/// before its start; so does a unit. Line management counts one level up, two levels up, and under the same manager.
/// </summary>
public sealed class Eligibility
{
    private readonly FrozenRound _round;
    private readonly string[] _rules;
    private readonly ILookup<(Guid, Guid), RelationshipKind> _related;
    private readonly ILookup<Guid, Guid> _managers;
    private readonly ILookup<Guid, (Guid, string)> _units;
    private readonly ILookup<(Guid, Guid), bool> _history;
    private readonly HashSet<(Guid, Guid)> _former, _same;

    public Eligibility(FrozenRound round)
    {
        _round = round;
        _rules = [.. Rule.All.Where(round.Rules.Contains)];
        var since = round.StartsOn.AddYears(-round.LookBackYears);
        bool Counts(DateOnly from, DateOnly? until) => from <= round.EndsOn && (until is null || until >= since);
        var counting = round.Relationships.Where(r => Counts(r.From, r.Until)).ToList();
        _related = counting.SelectMany(r => new[] { (r.PersonId, r.OtherPersonId, r.Kind), (r.OtherPersonId, r.PersonId, r.Kind) })
            .ToLookup(r => (r.Item1, r.Item2), r => r.Kind);
        _managers = counting.Where(r => r.Kind == RelationshipKind.LineManagement).ToLookup(r => r.OtherPersonId, r => r.PersonId);
        _units = round.Units.Where(u => u.Unit.Length > 0 && Counts(u.From, u.Until)).ToLookup(u => u.PersonId, u => (u.InstitutionId, u.Unit));
        _former = [.. (round.Former ?? []).Select(f => (f.MenteeId, f.MentorId))];
        _same = [.. (round.Same ?? []).Select(s => (s.MenteeId, s.MentorPersonId))];
        _history = round.History.ToLookup(h => (h.MenteeId, h.MentorId), h => h.Refused);
    }

    /// <summary>The names of all rules that exclude the pair, in the order of <see cref="Rule.All"/>; none when it is eligible.</summary>
    public IReadOnlyList<string> RulesAgainst(FrozenMentee mentee, FrozenMentor mentor)
    {
        List<string>? against = null;
        var runs = _former.Contains((mentee.PersonId, mentor.MentorId));
        foreach (var rule in _rules)
            if (!(runs && Rule.OfBeginning.Contains(rule)) && Breaks(rule, mentee, mentor)) (against ??= []).Add(rule);
        return against ?? [];
    }

    private bool Breaks(string rule, FrozenMentee mentee, FrozenMentor mentor) => rule switch
    {
        Rule.SamePerson => mentee.PersonId == mentor.PersonId || _same.Contains((mentee.PersonId, mentor.PersonId)),
        Rule.Supervision => Related(mentee, mentor, RelationshipKind.Supervision),
        Rule.LineManagement => Related(mentee, mentor, RelationshipKind.LineManagement),
        Rule.SkipLevel => TwoAbove(mentee.PersonId, mentor.PersonId) || TwoAbove(mentor.PersonId, mentee.PersonId),
        Rule.SameManager => mentee.PersonId != mentor.PersonId && _managers[mentee.PersonId].Intersect(_managers[mentor.PersonId]).Any(),
        Rule.Kinship => Related(mentee, mentor, RelationshipKind.Kinship),
        Rule.Competition => Related(mentee, mentor, RelationshipKind.Competition),
        Rule.SameUnit => Related(mentee, mentor, RelationshipKind.SameUnit) || SameUnit(mentee.PersonId, mentor.PersonId),
        Rule.CoAuthorship => Related(mentee, mentor, RelationshipKind.CoAuthorship),
        Rule.NoCapacity => mentor.Free == 0,
        Rule.MentorPaused => mentor.IsPaused,
        Rule.ExternalOnly => _round.ExternalMentorsOnly && !mentor.IsExternal,
        Rule.PartnerNotInCall => !mentor.IsExternal && mentor.InstitutionId is { } works && _round.Institutions?.Contains(works) == false,
        Rule.DeclaredRefusal => _history[(mentee.PersonId, mentor.MentorId)].Contains(true),
        Rule.EarlierPairing => _history[(mentee.PersonId, mentor.MentorId)].Contains(false),
        Rule.NoCommonLanguage => mentee.Languages.Count > 0 && mentor.Languages.Count > 0 && !mentee.Languages.Intersect(mentor.Languages).Any(),
        _ => throw new InvalidOperationException($"There is no rule {rule}."),
    };

    private bool Related(FrozenMentee mentee, FrozenMentor mentor, RelationshipKind kind) => _related[(mentee.PersonId, mentor.PersonId)].Contains(kind);

    private bool TwoAbove(Guid below, Guid above) => _managers[below].Any(between => _managers[between].Contains(above));

    private bool SameUnit(Guid one, Guid other) => one != other && _units[one].Intersect(_units[other]).Any();
}
