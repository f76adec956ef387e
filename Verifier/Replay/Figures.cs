namespace Advance.Verifier.Replay;

/// <summary>
/// The simplest kind of report: figures that count the events they name.
/// {"events": [seq, ...], "counts": "type of event", "value": n}. Each must be in the log below the report's position;
/// with "counts" each must have that type and the value must be their number.
/// </summary>
public sealed class Figures
{
    /// <summary>What such a report is replayed from, as the event that issued it names it.</summary>
    public const string Version = "counts/1";

    private readonly List<(string Name, Json Figure, ulong[] Events)> figures = [];
    private readonly HashSet<ulong> wanted;
    private readonly Dictionary<ulong, (ulong Index, string Type)> found = [];

    public Figures(Json report)
    {
        foreach (var figure in report["figures"]?.Items ?? [])
        {
            if (figure["events"] is not { } events)
                continue;
            var name = $"figure {figure["name"]?.AsString ?? Text.Of((ulong)figures.Count)}";
            var seqs = events.Items.Select(e => e.AsSize ?? throw Wrong(name, "names an event by something else than its seq")).ToArray();
            if (events.Kind != Json.Kinds.List || seqs.Zip(seqs.Skip(1)).Any(pair => pair.First >= pair.Second))
                throw Wrong(name, "does not name its events once each in rising order");
            figures.Add((name, figure, seqs));
        }

        wanted = [.. figures.SelectMany(f => f.Events)];
    }

    public int Count => figures.Count;

    /// <summary>Every leaf, in order.</summary>
    public void See(ulong index, in Envelope e)
    {
        if (wanted.Contains(e.Seq))
            found[e.Seq] = (index, e.Type);
    }

    public void Check(ulong position)
    {
        foreach (var (name, figure, events) in figures)
        {
            var counted = figure["counts"]?.AsString;
            foreach (var seq in events)
            {
                if (!found.TryGetValue(seq, out var leaf) || leaf.Index >= position)
                    throw Wrong(name, $"rests on event {seq}, which is not in the log below position {position}");
                if (counted is not null && leaf.Type != counted)
                    throw Wrong(name, $"counts {counted}, but event {seq} is a {leaf.Type}");
            }

            if (counted is not null && figure["value"]?.AsSize != (ulong)events.Length)
                throw Wrong(name, $"is not the number of its {events.Length} events");
        }
    }

    private static Refusal Wrong(string name, string what) => new(BundleFiles.Report, $"{name} {what}");
}
