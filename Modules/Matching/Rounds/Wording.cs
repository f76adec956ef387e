using Advance.Contracts;

namespace Advance.Matching.Rounds;

/// <summary>A phrase in each language, with places for what varies.</summary>
public sealed record Phrase(string En, string Fr, string De)
{
    public string In(string language, params object?[] with) => string.Format(System.Globalization.CultureInfo.InvariantCulture,
        language switch { Languages.French => Fr, Languages.German => De, _ => En }, with);
}

/// <summary>What each rule and criterion is called in a sentence.</summary>
public static class Wording
{
    public static readonly IReadOnlyDictionary<string, Phrase> Rules = new Dictionary<string, Phrase>
    {
        [Rule.SamePerson] = new("nobody mentors themselves", "nul n'est son propre mentor", "niemand begleitet sich selbst"),
        [Rule.Supervision] = new("one supervises or supervised the other", "l'un encadre ou a encadré l'autre",
            "die eine Person betreut oder betreute die andere"),
        [Rule.LineManagement] = new("one is or was the other's line manager", "l'un est ou a été le supérieur hiérarchique de l'autre",
            "die eine Person ist oder war der anderen vorgesetzt"),
        [Rule.SkipLevel] = new("one is or was the manager of the other's manager", "l'un est ou a été le supérieur du supérieur de l'autre",
            "die eine Person ist oder war zwei Ebenen über der anderen"),
        [Rule.SameManager] = new("both have or had the same manager", "tous deux ont ou ont eu le même supérieur",
            "beide haben oder hatten dieselbe vorgesetzte Person"),
        [Rule.Kinship] = new("the two are related by kinship", "un lien de parenté existe entre les deux", "die beiden sind verwandt oder verschwägert"),
        [Rule.Competition] = new("the two are in declared competition", "une situation de concurrence est déclarée",
            "zwischen den beiden ist Wettbewerb erklärt"),
        [Rule.SameUnit] = new("both belong or belonged to the same unit", "tous deux appartiennent ou ont appartenu à la même unité",
            "beide gehören oder gehörten derselben Einheit an"),
        [Rule.CoAuthorship] = new("the two published together within the look-back years",
            "les deux ont publié ensemble pendant la période considérée", "die beiden haben im Rückblickzeitraum gemeinsam publiziert"),
        [Rule.NoCapacity] = new("the mentor has no free place", "le mentor n'a pas de place libre", "die Mentorin oder der Mentor hat keinen freien Platz"),
        [Rule.MentorPaused] = new("the mentor takes nobody new for now", "le mentor ne prend personne pour le moment",
            "die Mentorin oder der Mentor nimmt derzeit niemanden auf"),
        [Rule.ExternalOnly] = new("this strand takes external mentors only", "ce volet n'admet que des mentors externes",
            "dieser Strang lässt nur externe Mentorinnen und Mentoren zu"),
        [Rule.PartnerNotInCall] =
            new("the mentor's institution does not take part in this call", "l'institution du mentor ne participe pas à cet appel",
                "die Einrichtung der Mentorin oder des Mentors nimmt an diesem Aufruf nicht teil"),
        [Rule.DeclaredRefusal] = new("this pair was declined before", "cette paire a déjà été déclinée", "dieses Paar wurde bereits abgelehnt"),
        [Rule.EarlierPairing] = new("the two were a pair before", "les deux ont déjà formé une paire", "die beiden waren bereits ein Paar"),
        [Rule.NoCommonLanguage] = new("the two share no language", "les deux n'ont aucune langue commune", "die beiden haben keine gemeinsame Sprache"),
        ["forbidden"] = new("staff forbade this pair in this round", "cette paire a été exclue de ce tour par le bureau",
            "das Büro hat dieses Paar in dieser Runde ausgeschlossen"),
        ["pinned-elsewhere"] = new("staff pinned the mentee to another mentor", "le bureau a fixé un autre mentor pour cette personne",
            "das Büro hat für diese Person eine andere Zuordnung festgelegt"),
    };

    /// <summary>Why staff decided on a pair themselves.</summary>
    public static readonly IReadOnlyDictionary<PairReason, Phrase> Reasons = new Dictionary<PairReason, Phrase>
    {
        [PairReason.CommitteeDecision] = new("a decision of the committee", "décision du comité", "Entscheidung des Ausschusses"),
        [PairReason.WishOfBoth] = new("both wish it", "souhait des deux", "Wunsch beider"),
        [PairReason.WishOfMentee] = new("the mentee wishes it", "souhait de la personne mentorée", "Wunsch der begleiteten Person"),
        [PairReason.EarlierContact] = new("the two know each other already", "les deux se connaissent déjà", "die beiden kennen sich bereits"),
        [PairReason.Accessibility] = new("accessibility", "accessibilité", "Barrierefreiheit"),
        [PairReason.Practical] = new("practical reasons", "raisons pratiques", "praktische Gründe"),
    };

    public static readonly IReadOnlyDictionary<string, Phrase> Criteria = new Dictionary<string, Phrase>
    {
        ["topics"] = new("topics", "thèmes", "Themen"),
        ["wishes"] = new("wishes", "souhaits", "Wünsche"),
        ["difference"] = new("different institution", "institution différente", "andere Einrichtung"),
        ["experience"] = new("experience as mentor", "expérience de mentor", "Erfahrung im Mentoring"),
    };
}
