using System.Runtime.CompilerServices;

namespace Backprop.Numerics.Lanes;

/// <summary>One double-precision number, loaded from and stored to single precision: the scalar form.</summary>
internal readonly unsafe struct Doubles1 : IWideLanes<Doubles1, Floats1>
{
    private readonly double value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles1(double value) => this.value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Broadcast(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Repeat(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles1 value, float* destination) => *destination = (float)value.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 LoadDoubles(double* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDoubles(Doubles1 value, double* destination) => *destination = value.value;

    /// <summary>The number.</summary>
    public double ToDouble() => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Lower(Floats1 floats) => new(floats.Lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Upper(Floats1 floats) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Narrow(Doubles1 lower, Doubles1 upper) => new((float)lower.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator +(Doubles1 a, Doubles1 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator -(Doubles1 a, Doubles1 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator *(Doubles1 a, Doubles1 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator /(Doubles1 a, Doubles1 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 operator -(Doubles1 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 FusedMultiplyAdd(Doubles1 a, Doubles1 b, Doubles1 c) => new(Math.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Sqrt(Doubles1 value) => new(Math.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Abs(Doubles1 value) => new(Math.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 CopySign(Doubles1 value, Doubles1 sign) => new(Math.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Round(Doubles1 value) => new(Math.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 GreaterThan(Doubles1 a, Doubles1 b) => Condition(a.value > b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 AreEqual(Doubles1 a, Doubles1 b) => Condition(a.value == b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Select(Doubles1 condition, Doubles1 whenTrue, Doubles1 whenFalse) => BitConverter.DoubleToInt64Bits(condition.value) != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 PowerOfTwo(Doubles1 n) => new(BitConverter.Int64BitsToDouble(((long)n.value + 1023) << 52));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Exponent(Doubles1 x) => new((BitConverter.DoubleToInt64Bits(x.value) >>> 52) - 1023);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles1 Significand(Doubles1 x) => new(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(x.value) & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Doubles1 Condition(bool holds) => new(BitConverter.Int64BitsToDouble(holds ? -1L : 0L));
}
