using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics.Lanes;

/// <summary>Eight double-precision numbers in 512 bits, loaded from and stored to single precision.</summary>
internal readonly unsafe struct Doubles512 : IWideLanes<Doubles512, Floats512>, IWideLanes<Doubles512, Floats256>
{
    private readonly Vector512<double> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Doubles512(Vector512<double> value) => this.value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Repeat(float* source) => new(Vector512.Create((double)*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Load(float* source) => new(Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(Vector256.Load(source)) : Vector512.WidenLower(Vector256.Load(source).ToVector512()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Doubles512 value, float* destination) => (Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(value.value) : Vector256.Narrow(value.value.GetLower(), value.value.GetUpper())).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 LoadDoubles(double* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreDoubles(Doubles512 value, double* destination) => value.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Lower(Floats512 floats) => new(Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(floats.Lanes.GetLower()) : Vector512.WidenLower(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Upper(Floats512 floats) => new(Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(floats.Lanes.GetUpper()) : Vector512.WidenUpper(floats.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats512 Narrow(Doubles512 lower, Doubles512 upper) => new(Avx512F.IsSupported
        ? Vector512.Create(Avx512F.ConvertToVector256Single(lower.value), Avx512F.ConvertToVector256Single(upper.value))
        : Vector512.Narrow(lower.value, upper.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Lower(Floats256 floats) => new(Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(floats.Lanes) : Vector512.WidenLower(floats.Lanes.ToVector512()));

    static Doubles512 IWideLanes<Doubles512, Floats256>.Upper(Floats256 floats) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Floats256 IWideLanes<Doubles512, Floats256>.Narrow(Doubles512 lower, Doubles512 upper) => new(Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(lower.value) : Vector256.Narrow(lower.value.GetLower(), lower.value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator +(Doubles512 a, Doubles512 b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator -(Doubles512 a, Doubles512 b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator *(Doubles512 a, Doubles512 b) => new(a.value * b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator /(Doubles512 a, Doubles512 b) => new(a.value / b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 operator -(Doubles512 a) => new(-a.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 FusedMultiplyAdd(Doubles512 a, Doubles512 b, Doubles512 c) => new(Vector512.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Sqrt(Doubles512 value) => new(Vector512.Sqrt(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Abs(Doubles512 value) => new(Vector512.Abs(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 CopySign(Doubles512 value, Doubles512 sign) => new(Vector512.CopySign(value.value, sign.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Round(Doubles512 value) => new(Vector512.Round(value.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 GreaterThan(Doubles512 a, Doubles512 b) => new(Vector512.GreaterThan(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 AreEqual(Doubles512 a, Doubles512 b) => new(Vector512.Equals(a.value, b.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Select(Doubles512 condition, Doubles512 whenTrue, Doubles512 whenFalse) => new(Vector512.ConditionalSelect(condition.value, whenTrue.value, whenFalse.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 PowerOfTwo(Doubles512 n) => new(Vector512.ShiftLeft((n.value + Vector512.Create(6755399441055744.0 + 1023.0)).AsInt64(), 52).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Exponent(Doubles512 x) => new((Vector512.ShiftRightLogical(x.value.AsInt64(), 52) | Vector512.Create(0x4330_0000_0000_0000)).AsDouble() - Vector512.Create(4503599627370496.0 + 1023.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Significand(Doubles512 x) => new(((x.value.AsInt64() & Vector512.Create(0x000F_FFFF_FFFF_FFFF)) | Vector512.Create(0x3FF0_0000_0000_0000)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Max(Doubles512 a, Doubles512 b) => Avx512F.IsSupported ? new(Avx512F.Max(a.value, b.value)) : Select(GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Doubles512 Min(Doubles512 a, Doubles512 b) => Avx512F.IsSupported ? new(Avx512F.Min(a.value, b.value)) : Select(GreaterThan(b, a), a, b);
}
