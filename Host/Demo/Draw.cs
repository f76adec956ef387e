using System.Security.Cryptography;

namespace Advance.Host.Demo;

/// <summary>The dice of the play: a fixed sequence for a seed (SplitMix64), so that two runs tell the same year.</summary>
public sealed class Draw(ulong seed)
{
    private ulong _state = seed;

    public int Below(int bound)
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> of, int count)
    {
        var left = of.ToList();
        List<T> some = [];
        while (some.Count < count && left.Count > 0)
        {
            var i = Below(left.Count);
            some.Add(left[i]);
            left.RemoveAt(i);
        }

        return some;
    }
}

/// <summary>Random bytes of a play. Nothing that must stay secret is made of them: keys have their own source.</summary>
internal sealed class PlayedRandomness(ulong seed) : RandomNumberGenerator
{
    private readonly Draw _draw = new(seed);

    public override void GetBytes(byte[] data)
    {
        lock (_draw)
            for (var i = 0; i < data.Length; i++) data[i] = (byte)_draw.Below(256);
    }
}
