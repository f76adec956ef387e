using System.Buffers;

namespace Advance.Verifier;

/// <summary>
/// Re-checks every match of the cohorts whose certificates lie in a folder: each certificate proves its plan; each round that the log
/// says was published has one, of just that plan; and each pair that was ever proposed by a round is a pair of its plan. What staff
/// proposed by hand stands in no plan and is counted. That the log is the signed one is for level 2 of a report's bundle.
/// </summary>
internal static class Matches
{
    private const int MostFiles = 1000;
    private const string OpenedByHand = "00000000-0000-0000-0000-000000000000";

    /// <summary>What a certificate says of its round.</summary>
    private sealed record Plan(string File, string Cohort, string Hash, HashSet<(string Mentee, string Mentor)> Pairs);

    public static int Run(string directory, string log, TextWriter text)
    {
        if (!Directory.Exists(directory)) throw new Unusable($"{directory} is not a folder");
        string[] files = [.. Directory.GetFiles(directory, "*.json").Order(StringComparer.Ordinal)];
        if (files.Length is 0 or > MostFiles) throw new Unusable($"{directory} has {files.Length} files *.json; 1 to {MostFiles} certificates are taken");
        var plans = new Dictionary<string, Plan>();
        foreach (var file in files)
        {
            var it = Certificate.Read(file);
            Check(Path.GetFileName(file), it);
            var plan = PlanOf(Path.GetFileName(file), it, out var round);
            if (!plans.TryAdd(round, plan)) throw new Refusal(plan.File, $"it is of the round that {plans[round].File} is of");
        }

        var (proposed, byHand) = Compare(plans, log);
        text.WriteLine($"valid: {proposed} pairs were proposed by {plans.Count} published rounds, each as a plan has it that is proved to be the best"
            + (byHand == 0 ? "." : $"; {byHand} more were proposed by hand, which no plan proves (what was weighed stands in the log)."));
        return 0;
    }

    private static void Check(string file, Json certificate)
    {
        try
        {
            Certificate.Check(certificate);
        }
        catch (Refusal refusal)
        {
            throw new Refusal(file, refusal.Message);
        }
    }

    private static Plan PlanOf(string file, Json certificate, out string round)
    {
        var inputs = Json.Parse(System.Text.Encoding.UTF8.GetBytes(certificate["inputs"]!.AsString!));
        var plan = Json.Parse(System.Text.Encoding.UTF8.GetBytes(certificate["proposal"]!.AsString!));
        round = inputs["roundId"]?.AsString ?? throw new Unusable($"{file} names no round");
        return new(file, inputs["cohortId"]?.AsString ?? throw new Unusable($"{file} names no cohort"), certificate["proposalHash"]!.AsString!,
            [.. plan["pairs"]!.Items.Select(p => (p["menteeId"]!.AsString!, p["mentorId"]!.AsString!))]);
    }

    private static (int Proposed, int ByHand) Compare(Dictionary<string, Plan> plans, string log)
    {
        var (cohorts, published, proposed, byHand) = (plans.Values.Select(p => p.Cohort).ToHashSet(), new HashSet<string>(), 0, 0);
        foreach (var (at, type, data) in EventsOf(log))
        {
            if (data["cohortId"]?.AsString is not { } cohort || !cohorts.Contains(cohort)) continue;
            var round = data["matchingRoundId"]?.AsString ?? "";
            if (type == "matching.pair-proposed" && round == OpenedByHand) byHand++;
            else if (!plans.TryGetValue(round, out var plan))
                throw new Refusal($"{LogCheck.Part}: {at}", $"the round {round} of this cohort has no certificate");
            else if (type == "matching.matching-round-published" && data["proposalHash"]?.AsString != plan.Hash)
                throw new Refusal($"{LogCheck.Part}: {at}", $"what was published is not the plan of {plan.File}");
            else if (type == "matching.matching-round-published") published.Add(round);
            else if (!plan.Pairs.Contains((data["menteeId"]?.AsString ?? "", data["mentorId"]?.AsString ?? "")))
                throw new Refusal($"{LogCheck.Part}: {at}", $"the pair that was proposed is not in the plan of {plan.File}");
            else proposed++;
        }

        if (plans.FirstOrDefault(p => !published.Contains(p.Key)) is { Value: { } unheard })
            throw new Refusal(unheard.File, "the log does not say that this round was published");
        return (proposed, byHand);
    }

    /// <summary>The events about published rounds and their pairs, and where each stands.</summary>
    private static IEnumerable<(string At, string Type, Json Data)> EventsOf(string log)
    {
        PlainFile.Require(log, LogCheck.Part);
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var (lines, scratch, index) = (new LogLines(stream, LogCheck.Part), new ArrayBufferWriter<byte>(), 0);
        for (var next = lines.Next(int.MaxValue); next.Count > 0; next = lines.Next(int.MaxValue))
            foreach (var (start, end) in next)
            {
                var at = $"leaf {index++} (line {index})";
                var line = lines.Block.AsMemory(start, end - start);
                // Read whole only where it is about a pair: most of a log is not.
                if (line.Span.IndexOf("\"type\":\"matching."u8) < 0) continue;
                var envelope = Read(line.Span, scratch, at);
                if (envelope.Type is "matching.pair-proposed" or "matching.matching-round-published") yield return (at, envelope.Type, envelope.Data);
            }

        lines.MustEndWhole();
    }

    private static Envelope Read(ReadOnlySpan<byte> line, ArrayBufferWriter<byte> scratch, string at)
    {
        try
        {
            return Envelope.Read(line, scratch);
        }
        catch (FormatException e)
        {
            throw new Refusal($"{LogCheck.Part}: {at}", e.Message);
        }
    }
}
