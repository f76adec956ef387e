using System.Diagnostics;
using System.Runtime;
using System.Text.Json;

namespace Advance.Tests.Bench;

/// <summary>Requests per second of a number of clients, each with its next request as soon as the last is answered.</summary>
internal static class Load
{
    public static async Task<double> PerSecondAsync(int clients, TimeSpan duration, Func<int, Task> request)
    {
        var watch = Stopwatch.StartNew();
        var done = await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            var count = 0;
            while (watch.Elapsed < duration)
            {
                await request(client);
                count++;
            }

            return count;
        }));
        return done.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>So many requests, shared out to the clients as they come.</summary>
    public static Task TimesAsync(int clients, int requests, Func<int, Task> request)
    {
        var left = requests;
        return Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await request(client);
        }));
    }

    /// <summary>Both sides in turn, so that a busy moment of the machine hits both; the medians.</summary>
    public static async Task<(double Advance, double Floor)> SideBySideAsync(int clients, Func<int, Task> advance, Func<int, Task> floor, int rounds = 5)
    {
        var (round, a, f) = (TimeSpan.FromSeconds(2), new List<double>(), new List<double>());
        await WarmAsync(clients, advance);
        await WarmAsync(clients, floor);
        for (var i = 0; i < rounds; i++)
        {
            a.Add(await PerSecondAsync(clients, round, advance));
            f.Add(await PerSecondAsync(clients, round, floor));
        }

        return (Median(a), Median(f));
    }

    /// <summary>
    /// Until the compiler has come to rest: in the first half minute of a Host it recompiles what is hot, on the cores that are to
    /// be measured (perf: a quarter of the machine). Not longer than 40 seconds.
    /// </summary>
    private static async Task WarmAsync(int clients, Func<int, Task> request)
    {
        var watch = Stopwatch.StartNew();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await PerSecondAsync(clients, TimeSpan.FromSeconds(2), request);
        }
        while (JitInfo.GetCompiledMethodCount() - compiled > 20 && watch.Elapsed < TimeSpan.FromSeconds(40));
    }

    public static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>One figure as one JSON line: its value, what it is compared with, and their ratio.</summary>
    public static void Print(string name, double value, string unit, double floor) =>
        Console.WriteLine(JsonSerializer.Serialize(new { name, value = Math.Round(value, 1), unit, floor = Math.Round(floor, 1), ratio = Math.Round(value / floor, 3) }));
}
