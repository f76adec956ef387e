using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>The few operations of a 256-bit integer that the solver needs: above about 1,100 mentees the cost of the
/// lexicographic order no longer fits 128 bits.</summary>
readonly record struct Int256(Int128 High, UInt128 Low) : IComparisonOperators<Int256, Int256, bool>,
    IAdditionOperators<Int256, Int256, Int256>, ISubtractionOperators<Int256, Int256, Int256>, IAdditiveIdentity<Int256, Int256>
{
    public static Int256 AdditiveIdentity => default;

    public static Int256 operator +(Int256 left, Int256 right)
    {
        var low = unchecked(left.Low + right.Low);
        return new(left.High + right.High + (low < left.Low ? 1 : 0), low);
    }

    public static Int256 operator -(Int256 left, Int256 right) =>
        new(left.High - right.High - (left.Low < right.Low ? 1 : 0), unchecked(left.Low - right.Low));

    public static bool operator <(Int256 left, Int256 right) =>
        left.High < right.High || (left.High == right.High && left.Low < right.Low);

    public static bool operator >(Int256 left, Int256 right) => right < left;
    public static bool operator <=(Int256 left, Int256 right) => !(right < left);
    public static bool operator >=(Int256 left, Int256 right) => !(left < right);

    public static explicit operator Int256(BigInteger value) =>
        new((Int128)(value >> 128), (UInt128)(value & UInt128.MaxValue));

    public static implicit operator BigInteger(Int256 value) => ((BigInteger)value.High << 128) + value.Low;
}
