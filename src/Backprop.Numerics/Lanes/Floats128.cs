using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Four single-precision numbers in 128 bits.</summary>
internal unsafe struct Floats128 : IFloatLanes<Floats128>
{
    private Vector128<float> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Floats128(Vector128<float> value) => this.value = value;

    internal Vector128<float> Lanes => value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Broadcast(double value) => new(Vector128.Create((float)value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Repeat(float* source) => new(Vector128.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Gather(float** sources, nint distance) => new(Vector128.Create(sources[0][distance], sources[1][distance], sources[2][distance], sources[3][distance]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Floats128 value, float* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator +(Floats128 a, Floats128 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator -(Floats128 a, Floats128 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator *(Floats128 a, Floats128 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator /(Floats128 a, Floats128 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 operator -(Floats128 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 FusedMultiplyAdd(Floats128 a, Floats128 b, Floats128 c) => new(Vector128.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(ref Floats128 sum, Floats128 a, Floats128 b) => sum.value = Vector128.FusedMultiplyAdd(a.value, b.value, sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Sqrt(Floats128 value) => new(Vector128.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Abs(Floats128 value) => new(Vector128.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 CopySign(Floats128 value, Floats128 sign) => new(Vector128.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Round(Floats128 value) => new(Vector128.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 GreaterThan(Floats128 a, Floats128 b) => new(Vector128.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 AreEqual(Floats128 a, Floats128 b) => new(Vector128.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Select(Floats128 condition, Floats128 whenTrue, Floats128 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse.value, whenTrue.value, condition.value)
        : Vector128.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Keep(Floats128 condition, Floats128 value) => new(condition.value & value.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 PowerOfTwo(Floats128 n) => new(Vector128.ShiftLeft((n.value + Vector128.Create(12582912f + 127f)).AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Exponent(Floats128 x) => new((Vector128.ShiftRightLogical(x.value.AsInt32(), 23) | Vector128.Create(0x4B00_0000)).AsSingle() - Vector128.Create(8388608f + 127f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Significand(Floats128 x) => new(((x.value.AsInt32() & Vector128.Create(0x007F_FFFF)) | Vector128.Create(0x3F80_0000)).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Max(Floats128 a, Floats128 b) => Sse.IsSupported ? new(Sse.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Min(Floats128 a, Floats128 b) => Sse.IsSupported ? new(Sse.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
