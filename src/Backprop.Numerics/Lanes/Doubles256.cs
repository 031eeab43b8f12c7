using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Four double-precision numbers in 256 bits, loaded from and stored to single precision.</summary>
internal readonly unsafe struct Doubles256 : IWideLanes<Doubles256, Floats256>, IWideLanes<Doubles256, Floats128>
{
    private readonly Vector256<double> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles256(Vector256<double> value) => this.value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Repeat(float* source) => new(Vector256.Create((double)*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Load(float* source) => new(Avx.IsSupported ? Avx.ConvertToVector256Double(Vector128.Load(source)) : Vector256.WidenLower(Vector128.Load(source).ToVector256()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles256 value, float* destination) => (Avx.IsSupported ? Avx.ConvertToVector128Single(value.value) : Vector128.Narrow(value.value.GetLower(), value.value.GetUpper())).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 LoadDoubles(double* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDoubles(Doubles256 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Lower(Floats256 floats) => new(Avx.IsSupported ? Avx.ConvertToVector256Double(floats.Lanes.GetLower()) : Vector256.WidenLower(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Upper(Floats256 floats) => new(Avx.IsSupported ? Avx.ConvertToVector256Double(floats.Lanes.GetUpper()) : Vector256.WidenUpper(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats256 Narrow(Doubles256 lower, Doubles256 upper) => new(Avx.IsSupported
        ? Vector256.Create(Avx.ConvertToVector128Single(lower.value), Avx.ConvertToVector128Single(upper.value))
        : Vector256.Narrow(lower.value, upper.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Lower(Floats128 floats) => new(Avx.IsSupported ? Avx.ConvertToVector256Double(floats.Lanes) : Vector256.WidenLower(floats.Lanes.ToVector256()));

    static Doubles256 IWideLanes<Doubles256, Floats128>.Upper(Floats128 floats) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Floats128 IWideLanes<Doubles256, Floats128>.Narrow(Doubles256 lower, Doubles256 upper) => new(Avx.IsSupported ? Avx.ConvertToVector128Single(lower.value) : Vector128.Narrow(lower.value.GetLower(), lower.value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator +(Doubles256 a, Doubles256 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator -(Doubles256 a, Doubles256 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator *(Doubles256 a, Doubles256 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator /(Doubles256 a, Doubles256 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 operator -(Doubles256 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 FusedMultiplyAdd(Doubles256 a, Doubles256 b, Doubles256 c) => new(Vector256.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Sqrt(Doubles256 value) => new(Vector256.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Abs(Doubles256 value) => new(Vector256.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 CopySign(Doubles256 value, Doubles256 sign) => new(Vector256.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Round(Doubles256 value) => new(Vector256.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 GreaterThan(Doubles256 a, Doubles256 b) => new(Vector256.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 AreEqual(Doubles256 a, Doubles256 b) => new(Vector256.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Select(Doubles256 condition, Doubles256 whenTrue, Doubles256 whenFalse) => new(Avx.IsSupported
        ? Avx.BlendVariable(whenFalse.value, whenTrue.value, condition.value)
        : Vector256.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 PowerOfTwo(Doubles256 n) => new(Vector256.ShiftLeft((n.value + Vector256.Create(6755399441055744.0 + 1023.0)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Exponent(Doubles256 x) => new((Vector256.ShiftRightLogical(x.value.AsInt64(), 52) | Vector256.Create(0x4330_0000_0000_0000)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Significand(Doubles256 x) => new(((x.value.AsInt64() & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) | Vector256.Create(0x3FF0_0000_0000_0000)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Max(Doubles256 a, Doubles256 b) => Avx.IsSupported ? new(Avx.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles256 Min(Doubles256 a, Doubles256 b) => Avx.IsSupported ? new(Avx.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
