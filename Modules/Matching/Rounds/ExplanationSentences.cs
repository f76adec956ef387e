using System.Globalization;

namespace Advance.Matching.Rounds;

/// <summary>An explanation in words; it says what the data say and nothing else. People are named by their ids.</summary>
public static class ExplanationSentences
{
    private static readonly Phrase
        NotEligible = new("The pair is not eligible: {0}.", "La paire n'est pas admissible : {0}.", "Das Paar ist nicht zulässig: {0}."),
        Score = new("The pair is eligible with {0} of 1000 points (level {1} of 10): {2}.",
            "La paire est admissible avec {0} points sur 1000 (niveau {1} sur 10) : {2}.",
            "Das Paar ist zulässig mit {0} von 1000 Punkten (Stufe {1} von 10): {2}."),
        Part = new("{0} {1} of {2}", "{0} {1} sur {2}", "{0} {1} von {2}"),
        Ranks = new("The mentor is number {0} for the mentee, the mentee number {1} for the mentor.",
            "Le mentor est au rang {0} pour la personne mentorée, celle-ci au rang {1} pour le mentor.",
            "Für die begleitete Person steht die Mentorin oder der Mentor auf Rang {0}, umgekehrt auf Rang {1}."),
        Stands = new("The pair stands in the plan.", "La paire figure dans le plan.", "Das Paar steht im Plan."),
        Ties = new("The pair does not stand, though a plan with it is just as good: the spread of load and the committed lot decided.",
            "La paire ne figure pas dans le plan, bien qu'un plan avec elle soit aussi bon : la répartition et le tirage engagé ont décidé.",
            "Das Paar steht nicht im Plan, obwohl ein Plan mit ihm ebenso gut ist: Verteilung und festgelegtes Los haben entschieden."),
        Worse = new("The pair does not stand, because every plan with it is worse.",
            "La paire ne figure pas dans le plan, car tout plan avec elle est moins bon.",
            "Das Paar steht nicht im Plan, weil jeder Plan mit ihm schlechter ist."),
        Impossible = new("No plan can have the pair beside what is pinned.", "Aucun plan ne peut contenir la paire à côté de ce qui est fixé.",
            "Kein Plan kann das Paar neben dem Festgelegten enthalten."),
        Price = new("Having it would change the mentees placed by {0} and the total score by {1}{2}.",
            "L'imposer changerait le nombre de personnes placées de {0} et le total de {1}{2}.",
            "Es zu erzwingen änderte die Zahl der Vermittelten um {0} und die Gesamtpunkte um {1}{2}."),
        AtLevel = new("mentees at level {0} by {1}", "les personnes au niveau {0} de {1}", "die Zahl auf Stufe {0} um {1}"),
        Moves = new("Mentee {0} would go from {1} to {2}.", "La personne {0} passerait de {1} à {2}.", "Person {0} ginge von {1} zu {2}."),
        Mentor = new("mentor {0}", "mentor {0}", "Mentor/in {0}"),
        Nobody = new("no mentor", "aucun mentor", "niemandem"),
        Otherwise = new("The mentee's next best way would be {0}.", "La meilleure autre possibilité serait {0}.", "Die nächstbeste Möglichkeit wäre {0}."),
        Robust = new("Under weights up to 20 % off, the pair stands in {0} of {1} draws.",
            "Avec des poids variant de 20 % au plus, la paire figure dans {0} tirages sur {1}.",
            "Bei bis zu 20 % anderen Gewichten steht das Paar in {0} von {1} Ziehungen."),
        Hall = new("These {0} mentees have only {1} eligible mentors, with {2} places together.",
            "Ces {0} personnes n'ont que {1} mentors admissibles, avec {2} places en tout.",
            "Diese {0} Personen haben nur {1} zulässige Mentorinnen und Mentoren mit zusammen {2} Plätzen."),
        HallOfOne = new("These {0} mentees have only one eligible mentor, with {1}.", "Ces {0} personnes n'ont qu'un seul mentor admissible, avec {1}.",
            "Für diese {0} Personen ist nur eine Mentorin oder ein Mentor zulässig, mit {1}."),
        OnePlace = new("one place", "une place", "einem Platz"),
        Places = new("{0} places", "{0} places", "{0} Plätzen"),
        NobodyEligible = new("No mentor is eligible for this mentee.", "Aucun mentor n'est admissible pour cette personne.",
            "Für diese Person ist niemand zulässig."),
        Preferred = new("Every eligible mentor prefers the mentees they have.", "Chaque mentor admissible préfère les personnes qui lui sont attribuées.",
            "Alle zulässigen Mentorinnen und Mentoren ziehen die ihnen Zugeordneten vor."),
        ByPlan = new("The plan of a matching round has the pair.", "La paire figure dans le plan d'un tour de mise en relation.",
            "Das Paar steht im Plan einer Zuordnungsrunde."),
        ByHand = new("Staff proposed the pair by hand.", "Le bureau a proposé la paire directement.", "Das Büro hat das Paar unmittelbar vorgeschlagen."),
        Because = new("Staff decided on the pair: {0}.", "Le bureau a décidé de la paire : {0}.", "Das Büro hat über das Paar entschieden: {0}."),
        NoneExcludes = new("{0} rules were looked at, and none excludes the pair.", "{0} règles ont été examinées, aucune n'exclut la paire.",
            "{0} Regeln wurden geprüft, keine schließt das Paar aus."),
        NobodyWithRoom = new("No mentor is eligible for this mentee now: {0}.", "Aucun mentor n'est admissible pour cette personne à présent : {0}.",
            "Für diese Person ist derzeit niemand zulässig: {0}."),
        Excludes = new("{0} because {1}", "{0} car {1}", "{0}, weil gilt: {1}"),
        EmptyPool = new("There is no mentor in the pool.", "Il n'y a aucun mentor disponible dans le programme.",
            "Es gibt keine Mentorinnen und Mentoren im Programm.");

    public static IReadOnlyList<string> Of(ExplanationView it, string language) => it.Eligible ? [.. Eligible(it, language)]
        : [NotEligible.In(language, string.Join("; ", it.Rules.Select(rule => Wording.Rules[rule].In(language))))];

    /// <summary>Why somebody has no mentor; null where no set explains it, as under Stable.</summary>
    public static string Unplaced(UnplacedMentee? set, string language) => set switch
    {
        null => Preferred.In(language),
        { Mentors.Count: 0 } => NobodyEligible.In(language),
        { Mentors.Count: 1, Places: var places } => HallOfOne.In(language, set.Mentees.Count, (places == 1 ? OnePlace : Places).In(language, places)),
        _ => Hall.In(language, set.Mentees.Count, set.Mentors.Count, set.Places),
    };

    /// <summary>Why somebody has no eligible mentor: how many mentors each rule excludes, the most first.</summary>
    public static string NoneNow(IEnumerable<(string Rule, int Mentors)> excluded, string language)
    {
        string[] parts = [.. excluded.OrderByDescending(e => e.Mentors).Select(e => Excludes.In(language, e.Mentors, Wording.Rules[e.Rule].In(language)))];
        return parts.Length == 0 ? EmptyPool.In(language) : NobodyWithRoom.In(language, string.Join("; ", parts));
    }

    /// <summary>Why two were proposed to each other.</summary>
    public static IEnumerable<string> Rationale(IReadOnlyList<Contribution> contributions, int score, int level, bool byPlan, PairReason? reason,
        IReadOnlyList<string> rules, string language)
    {
        yield return (byPlan ? ByPlan : ByHand).In(language);
        if (reason is { } why) yield return Because.In(language, Wording.Reasons[why].In(language));
        yield return NoneExcludes.In(language, rules.Count);
        yield return Score.In(language, score, level, Parts(contributions, language));
    }

    private static string Parts(IEnumerable<Contribution> contributions, string language) =>
        string.Join(", ", contributions.Select(c => Part.In(language, Wording.Criteria[c.Criterion].In(language), c.Points, c.Of)));

    private static IEnumerable<string> Eligible(ExplanationView it, string language)
    {
        yield return Score.In(language, it.Score, it.Level, Parts(it.Contributions, language));
        yield return Ranks.In(language, it.RankByMentee, it.RankByMentor);
        yield return (it.Stands ? Stands : it.Ties ? Ties : it.IfHad is null ? Impossible : Worse).In(language);
        if (!it.Stands && it.IfHad is { } had)
        {
            var levels = had.Profile.Select((change, level) => (change, level)).Where(l => l.change != 0)
                .Select(l => ", " + AtLevel.In(language, l.level, Signed(l.change)));
            yield return Price.In(language, Signed(had.Placed), Signed(had.Total), string.Concat(levels));
            foreach (var move in had.Moves)
                yield return Moves.In(language, move.MenteeId, Whom(move.FromMentorId, language), Whom(move.ToMentorId, language));
        }

        if (it.Stands && it.Alternatives.Count > 0) yield return Otherwise.In(language, Whom(it.Alternatives[0].MentorId, language));
        if (it.Robustness is { } share) yield return Robust.In(language, share.Stands, share.Drawn);
    }

    private static string Whom(Guid? mentorId, string language) => mentorId is { } id ? Mentor.In(language, id) : Nobody.In(language);

    private static string Signed(int change) => change.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}
