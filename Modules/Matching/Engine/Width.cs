using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>A width of integer in which costs are held; the smallest in which no sum can overflow is taken.</summary>
interface IWidth<T>
{
    /// <summary>Greater than every distance, and still safe to add to one.</summary>
    static abstract T Far { get; }

    static abstract T From(BigInteger value);

    /// <summary>From a number that is not negative and fits an int.</summary>
    static abstract T Small(int value);

    static abstract BigInteger Wide(T value);
}

readonly struct Bits64 : IWidth<long>
{
    public static long Far => long.MaxValue / 4;
    public static long From(BigInteger value) => (long)value;
    public static long Small(int value) => value;
    public static BigInteger Wide(long value) => value;
}

readonly struct Bits128 : IWidth<Int128>
{
    public static Int128 Far { get; } = Int128.MaxValue / 4;
    public static Int128 From(BigInteger value) => (Int128)value;
    public static Int128 Small(int value) => value;
    public static BigInteger Wide(Int128 value) => value;
}

readonly struct Bits256 : IWidth<Int256>
{
    public static Int256 Far { get; } = new(Int128.MaxValue / 4, 0);
    public static Int256 From(BigInteger value) => (Int256)value;
    public static Int256 Small(int value) => new(0, (UInt128)value);
    public static BigInteger Wide(Int256 value) => value;
}
