using System.Diagnostics;
using System.Text.Json;

namespace Advance.Tests.Bench;

/// <summary>One figure per line: <c>{"name","value","unit","floor","ratio"}</c>. For a time, the floor is the most that it may be; for a
/// ratio to a peer, the least. <c>ratio</c> is the measured value over its floor (a time: floor over value), so 1 or more is met.</summary>
static class MatchingFigures
{
    static int missed;

    public static int Missed => missed;

    public static void AtMost(string name, double value, string unit, double floor) =>
        Line(name, value, unit, floor, value == 0 ? double.MaxValue : floor / value, value <= floor);

    public static void AtLeast(string name, double value, string unit, double floor) =>
        Line(name, value, unit, floor, floor == 0 ? 1 : value / floor, value >= floor);

    /// <summary>Milliseconds of the median run, after most of a second (at least one run) for the compiler to settle: it compiles a method
    /// twice more once it is found to be called often, each time after a pause.</summary>
    public static double Milliseconds(int runs, Action action)
    {
        var warm = Stopwatch.GetTimestamp();
        do action();
        while (Stopwatch.GetElapsedTime(warm).TotalMilliseconds < 800);
        var times = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return times[runs / 2];
    }

    static void Line(string name, double value, string unit, double floor, double ratio, bool met)
    {
        if (!met) missed++;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name,
            value = Math.Round(value, 4),
            unit,
            floor,
            ratio = ratio > 1e6 ? 1e6 : Math.Round(ratio, 3),
        }));
    }
}
