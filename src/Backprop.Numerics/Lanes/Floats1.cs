using System.Runtime.CompilerServices;

namespace Backprop.Numerics.Lanes;

/// <summary>One single-precision number: the scalar form.</summary>
internal readonly unsafe struct Floats1 : IFloatLanes<Floats1>
{
    private readonly float value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Floats1(float value) => this.value = value;

    internal float Lanes => value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Broadcast(double value) => new((float)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Repeat(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Gather(float** sources, nint distance) => new(sources[0][distance]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats1 value, float* destination) => *destination = value.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator +(Floats1 a, Floats1 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a, Floats1 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator *(Floats1 a, Floats1 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator /(Floats1 a, Floats1 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 FusedMultiplyAdd(Floats1 a, Floats1 b, Floats1 c) => new(MathF.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Sqrt(Floats1 value) => new(MathF.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Abs(Floats1 value) => new(MathF.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 CopySign(Floats1 value, Floats1 sign) => new(MathF.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Round(Floats1 value) => new(MathF.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 GreaterThan(Floats1 a, Floats1 b) => Condition(a.value > b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 AreEqual(Floats1 a, Floats1 b) => Condition(a.value == b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Select(Floats1 condition, Floats1 whenTrue, Floats1 whenFalse) => BitConverter.SingleToInt32Bits(condition.value) != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 PowerOfTwo(Floats1 n) => new(BitConverter.Int32BitsToSingle(((int)n.value + 127) << 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Exponent(Floats1 x) => new((BitConverter.SingleToInt32Bits(x.value) >>> 23) - 127);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Significand(Floats1 x) => new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(x.value) & 0x007F_FFFF) | 0x3F80_0000));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Floats1 Condition(bool holds) => new(BitConverter.Int32BitsToSingle(holds ? -1 : 0));
}
