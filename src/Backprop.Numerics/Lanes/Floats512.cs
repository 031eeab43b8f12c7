using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Sixteen single-precision numbers in 512 bits.</summary>
internal readonly unsafe struct Floats512 : IFloatLanes<Floats512>
{
    private readonly Vector512<float> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Floats512(Vector512<float> value) => this.value = value;

    internal Vector512<float> Lanes => value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Broadcast(double value) => new(Vector512.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Repeat(float* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Gather(float** sources, nint distance) => new(Vector512.Create(Floats256.Gather(sources, distance).Lanes, Floats256.Gather(sources + 8, distance).Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats512 value, float* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator +(Floats512 a, Floats512 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator -(Floats512 a, Floats512 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator *(Floats512 a, Floats512 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator /(Floats512 a, Floats512 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 operator -(Floats512 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 FusedMultiplyAdd(Floats512 a, Floats512 b, Floats512 c) => new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Sqrt(Floats512 value) => new(Vector512.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Abs(Floats512 value) => new(Vector512.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 CopySign(Floats512 value, Floats512 sign) => new(Vector512.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Round(Floats512 value) => new(Vector512.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 GreaterThan(Floats512 a, Floats512 b) => new(Vector512.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 AreEqual(Floats512 a, Floats512 b) => new(Vector512.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Select(Floats512 condition, Floats512 whenTrue, Floats512 whenFalse) => new(Vector512.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Keep(Floats512 condition, Floats512 value) => new(condition.value & value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 PowerOfTwo(Floats512 n) => new(Vector512.ShiftLeft((n.value + Vector512.Create(12582912f + 127f)).AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Exponent(Floats512 x) => new((Vector512.ShiftRightLogical(x.value.AsInt32(), 23) | Vector512.Create(0x4B00_0000)).AsSingle() - Vector512.Create(8388608f + 127f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Significand(Floats512 x) => new(((x.value.AsInt32() & Vector512.Create(0x007F_FFFF)) | Vector512.Create(0x3F80_0000)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Max(Floats512 a, Floats512 b) => Avx512F.IsSupported ? new(Avx512F.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Min(Floats512 a, Floats512 b) => Avx512F.IsSupported ? new(Avx512F.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
