using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Eight single-precision numbers in 256 bits.</summary>
internal unsafe struct Floats256 : IFloatLanes<Floats256>
{
    private Vector256<float> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Floats256(Vector256<float> value) => this.value = value;

    internal Vector256<float> Lanes => value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Broadcast(double value) => new(Vector256.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Repeat(float* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Gather(float** sources, nint distance) => new(Vector256.Create(Floats128.Gather(sources, distance).Lanes, Floats128.Gather(sources + 4, distance).Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats256 value, float* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator +(Floats256 a, Floats256 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator -(Floats256 a, Floats256 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator *(Floats256 a, Floats256 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator /(Floats256 a, Floats256 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 operator -(Floats256 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 FusedMultiplyAdd(Floats256 a, Floats256 b, Floats256 c) => new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Floats256 sum, Floats256 a, Floats256 b) => sum.value = Vector256.FusedMultiplyAdd(a.value, b.value, sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Sqrt(Floats256 value) => new(Vector256.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Abs(Floats256 value) => new(Vector256.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 CopySign(Floats256 value, Floats256 sign) => new(Vector256.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Round(Floats256 value) => new(Vector256.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 GreaterThan(Floats256 a, Floats256 b) => new(Vector256.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 AreEqual(Floats256 a, Floats256 b) => new(Vector256.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Select(Floats256 condition, Floats256 whenTrue, Floats256 whenFalse) => new(Avx.IsSupported
        ? Avx.BlendVariable(whenFalse.value, whenTrue.value, condition.value)
        : Vector256.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Keep(Floats256 condition, Floats256 value) => new(condition.value & value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 PowerOfTwo(Floats256 n) => new(Vector256.ShiftLeft((n.value + Vector256.Create(12582912f + 127f)).AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Exponent(Floats256 x) => new((Vector256.ShiftRightLogical(x.value.AsInt32(), 23) | Vector256.Create(0x4B00_0000)).AsSingle() - Vector256.Create(8388608f + 127f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Significand(Floats256 x) => new(((x.value.AsInt32() & Vector256.Create(0x007F_FFFF)) | Vector256.Create(0x3F80_0000)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Max(Floats256 a, Floats256 b) => Avx.IsSupported ? new(Avx.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Min(Floats256 a, Floats256 b) => Avx.IsSupported ? new(Avx.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
