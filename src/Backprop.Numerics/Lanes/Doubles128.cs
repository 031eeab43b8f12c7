using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Two double-precision numbers in 128 bits, loaded from and stored to single precision.</summary>
internal readonly unsafe struct Doubles128 : IWideLanes<Doubles128, Floats128>
{
    private readonly Vector128<double> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles128(Vector128<double> value) => this.value = value;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Repeat(float* source) => new(Vector128.Create((double)*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Load(float* source) => new(Vector128.WidenLower(Vector64.Load(source).ToVector128()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles128 value, float* destination) => Vector64.Store(Vector128.Narrow(value.value, value.value).GetLower(), destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 LoadDoubles(double* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDoubles(Doubles128 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Lower(Floats128 floats) => new(Vector128.WidenLower(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Upper(Floats128 floats) => new(Vector128.WidenUpper(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats128 Narrow(Doubles128 lower, Doubles128 upper) => new(Vector128.Narrow(lower.value, upper.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator +(Doubles128 a, Doubles128 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator -(Doubles128 a, Doubles128 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator *(Doubles128 a, Doubles128 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator /(Doubles128 a, Doubles128 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 operator -(Doubles128 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 FusedMultiplyAdd(Doubles128 a, Doubles128 b, Doubles128 c) => new(Vector128.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Sqrt(Doubles128 value) => new(Vector128.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Abs(Doubles128 value) => new(Vector128.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 CopySign(Doubles128 value, Doubles128 sign) => new(Vector128.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Round(Doubles128 value) => new(Vector128.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 GreaterThan(Doubles128 a, Doubles128 b) => new(Vector128.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 AreEqual(Doubles128 a, Doubles128 b) => new(Vector128.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Select(Doubles128 condition, Doubles128 whenTrue, Doubles128 whenFalse) => new(Sse41.IsSupported
        ? Sse41.BlendVariable(whenFalse.value, whenTrue.value, condition.value)
        : Vector128.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 PowerOfTwo(Doubles128 n) => new(Vector128.ShiftLeft((n.value + Vector128.Create(6755399441055744.0 + 1023.0)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Exponent(Doubles128 x) => new((Vector128.ShiftRightLogical(x.value.AsInt64(), 52) | Vector128.Create(0x4330_0000_0000_0000)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Significand(Doubles128 x) => new(((x.value.AsInt64() & Vector128.Create(0x000F_FFFF_FFFF_FFFF)) | Vector128.Create(0x3FF0_0000_0000_0000)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Max(Doubles128 a, Doubles128 b) => Sse2.IsSupported ? new(Sse2.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles128 Min(Doubles128 a, Doubles128 b) => Sse2.IsSupported ? new(Sse2.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
