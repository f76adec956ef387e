using System.Globalization;
using System.Numerics;

namespace Advance.Matching.Rounds;

/// <summary>
/// The certificate as a workbook. A spreadsheet counts exactly only up to 2^53, and the prices are far larger, so every large number
/// stands in parts of nine digits, the lowest part first; lower parts are 0 to 999,999,999, the last one carries the sign. The formulas
/// add part by part with carry: what they show is exact.
/// </summary>
public static class CertificateSheet
{
    private const long Part = 1_000_000_000;

    public static byte[] Of(Computation it, CertificateView certificate)
    {
        var costs = Engine.CostTable.Of(it.Round.Policy == Computation.LeastChange, it.Instance.Mentees.Count, it.Former);
        var numbers = costs.Level.Concat(costs.Leaving).Concat(it.Plan.Certificate!.U).Concat(it.Plan.Certificate.V).Append(it.Plan.Certificate.Cost);
        var parts = numbers.Max(PartsOf) + 1;
        var people = (Mentees: certificate.Mentees.Count + 1, Mentors: certificate.Mentors.Count + 1, Pairs: certificate.Edges.Count + 1);
        return Workbooks.Write(Check(parts, people, certificate), Costs(parts, costs), Mentees(parts, it, certificate, costs, people.Pairs),
            Mentors(parts, certificate, people.Mentees), Pairs(parts, certificate));
    }

    private static Sheet Check(int parts, (int Mentees, int Mentors, int Pairs) last, CertificateView certificate)
    {
        string Total(int k) =>
            $"SUM(Mentees!{Column(7 + parts + k)}2:{Column(7 + parts + k)}{last.Mentees})"
            + $"-SUM(Mentees!{Column(7 + k)}2:{Column(7 + k)}{last.Mentees})"
            + $"-SUMPRODUCT(Mentors!B2:B{last.Mentors},Mentors!{Column(4 + k)}2:{Column(4 + k)}{last.Mentors})";
        var carried = Enumerable.Range(0, parts).Select(k => Carried(k, Total)).ToList();
        var gap = string.Join("+", carried.Select((sum, k) => k < parts - 1 ? $"ABS(MOD({sum},{Part}))" : $"ABS({sum})"));
        return new("Check",
        [
            [Cell.Of("No plan is better if all of these are 0")],
            [Cell.Of("pairs whose cost - u - v is negative"), Cell.Computed($"COUNTIF(Pairs!E2:E{last.Pairs},\"<0\")")],
            [Cell.Of("mentees whose cost of being unplaced - u is negative (not pinned)"), Cell.Computed($"COUNTIF(Mentees!G2:G{last.Mentees},\"<0\")")],
            [Cell.Of("mentors with a positive price v"), Cell.Computed($"SUM(Mentors!D2:D{last.Mentors})")],
            [Cell.Of("mentors with more mentees than places"), Cell.Computed($"SUMPRODUCT(--(Mentors!C2:C{last.Mentors}>Mentors!B2:B{last.Mentors}))")],
            [Cell.Of("pairs of the plan that are not listed with this score and level"), Cell.Computed($"SUM(Mentees!F2:F{last.Mentees})")],
            [Cell.Of("gap: cost of the plan minus what the prices prove"), Cell.Computed(gap)],
            [Cell.Of("all together"), Cell.Computed("SUM(B2:B7)")],
            [Cell.Of("SHA-256 of the frozen inputs"), Cell.Of(certificate.InputHash)],
            [Cell.Of("SHA-256 of the plan"), Cell.Of(certificate.ProposalHash)],
            [Cell.Of("SHA-256 of the lottery seed, committed to before"), Cell.Of(certificate.SeedCommitment)],
        ]);
    }

    private static Sheet Costs(int parts, Engine.CostTable costs) => new("Costs",
        [[Cell.Of("level"), .. Heads(parts, "cost at score 1000")],
         .. costs.Level.Select((cost, level) => (IReadOnlyList<Cell>)[Cell.Of(level), .. Split(cost, parts)])]);

    /// <summary>A id, B mentor's row or 0, C score, D level, E former mentor's row, F not listed, G slack unplaced, then u, plan cost, leaving.</summary>
    private static Sheet Mentees(int parts, Computation it, CertificateView certificate, Engine.CostTable costs, int lastPair)
    {
        var pinned = it.Round.Pins.Select(p => p.MenteeId).ToHashSet();
        List<IReadOnlyList<Cell>> rows = [[.. Texts("mentee", "mentor (row)", "score", "level", "former mentor (row)", "not listed", "slack unplaced"),
            .. Heads(parts, "u"), .. Heads(parts, "cost in the plan"), .. Heads(parts, "leaving the former mentor")]];
        for (var i = 0; i < certificate.Mentees.Count; i++)
        {
            var (row, mentee) = (i + 2, certificate.Mentees[i]);
            var edge = certificate.Edges.FirstOrDefault(e => e.Mentee == i && e.Mentor == mentee.Mentor);
            string Leaving(int k) => $"{Column(7 + (2 * parts) + k)}{row}";
            string Unplaced(int k) => $"Costs!{Column(1 + k)}2{(k == 0 ? "+1000" : "")}+{Leaving(k)}-{Column(7 + k)}{row}";
            string InPlan(int k) =>
                $"INDEX(Costs!{Column(1 + k)}$2:{Column(1 + k)}$12,D{row}+1){(k == 0 ? $"+1000-C{row}" : "")}"
                + $"+IF(AND(E{row}>0,B{row}=E{row}),0,{Leaving(k)})";
            rows.Add([Cell.Of(mentee.MenteeId.ToString()), Cell.Of(Row(mentee.Mentor)), Cell.Of(edge?.Score ?? 0), Cell.Of(edge?.Level ?? 0),
                Cell.Of(Row(it.Former[i].Mentor)),
                Cell.Computed($"IF(B{row}=0,0,1-COUNTIFS(Pairs!A$2:A${lastPair},{row},Pairs!B$2:B${lastPair},B{row},"
                    + $"Pairs!C$2:C${lastPair},C{row},Pairs!D$2:D${lastPair},D{row}))"),
                pinned.Contains(mentee.MenteeId) ? Cell.Of(0) : Cell.Computed(Carried(parts - 1, Unplaced)),
                .. Split(it.Plan.Certificate!.U[i], parts), .. Enumerable.Range(0, parts).Select(k => Cell.Computed(InPlan(k))),
                .. Split(costs.Leaving[i], parts)]);
        }

        return new("Mentees", rows);
    }

    /// <summary>A id, B places, C mentees in the plan, D 1 when the price is positive, then v.</summary>
    private static Sheet Mentors(int parts, CertificateView certificate, int lastMentee)
    {
        List<IReadOnlyList<Cell>> rows = [[.. Texts("mentor", "places", "mentees", "v positive"), .. Heads(parts, "v")]];
        for (var j = 0; j < certificate.Mentors.Count; j++)
        {
            var (row, mentor) = (j + 2, certificate.Mentors[j]);
            var (low, top) = ($"SUM({Column(4)}{row}:{Column(2 + parts)}{row})", $"{Column(3 + parts)}{row}");
            rows.Add([Cell.Of(mentor.MentorId.ToString()), Cell.Of(mentor.Places), Cell.Computed($"COUNTIF(Mentees!B$2:B${lastMentee},{row})"),
                Cell.Computed($"IF(OR({top}>0,AND({top}=0,{low}>0)),1,0)"), .. Split(BigInteger.Parse(mentor.V, CultureInfo.InvariantCulture), parts)]);
        }

        return new("Mentors", rows);
    }

    /// <summary>A mentee's row, B mentor's row, C score, D level, E slack (its sign decides).</summary>
    private static Sheet Pairs(int parts, CertificateView certificate)
    {
        List<IReadOnlyList<Cell>> rows = [Texts("mentee (row)", "mentor (row)", "score", "level", "slack")];
        foreach (var edge in certificate.Edges)
        {
            var row = rows.Count + 1;
            string Of(string sheet, string column) => $"INDEX({sheet}!{column}:{column},{(sheet == "Mentees" ? "A" : "B")}{row})";
            string Slack(int k) => $"INDEX(Costs!{Column(1 + k)}$2:{Column(1 + k)}$12,D{row}+1){(k == 0 ? $"+1000-C{row}" : "")}-{Of("Mentees", Column(7 + k))}"
                + $"-{Of("Mentors", Column(4 + k))}+IF({Of("Mentees", "E")}=B{row},0,{Of("Mentees", Column(7 + (2 * parts) + k))})";
            rows.Add([Cell.Of(edge.Mentee + 2), Cell.Of(edge.Mentor + 2), Cell.Of(edge.Score), Cell.Of(edge.Level), Cell.Computed(Carried(parts - 1, Slack))]);
        }

        return new("Pairs", rows);
    }

    /// <summary>Part k of a sum with what the parts below carry into it.</summary>
    private static string Carried(int k, Func<int, string> part) => k == 0 ? $"({part(0)})" : $"({part(k)}+INT({Carried(k - 1, part)}/{Part}))";

    private static IEnumerable<Cell> Split(BigInteger number, int parts)
    {
        for (var k = 0; k < parts - 1; k++)
        {
            var low = ((number % Part) + Part) % Part;
            yield return Cell.Of((long)low);
            number = (number - low) / Part;
        }

        yield return Cell.Of((long)number);
    }

    private static int PartsOf(BigInteger number) => (int)(BigInteger.Abs(number).GetBitLength() / 29) + 1;

    private static int Row(int index) => index < 0 ? 0 : index + 2;

    private static string Column(int index) => Workbooks.Column(index);

    private static Cell[] Texts(params string[] texts) => [.. texts.Select(Cell.Of)];

    private static IEnumerable<Cell> Heads(int parts, string name) => Enumerable.Range(1, parts).Select(k => Cell.Of($"{name}, part {k}"));
}
