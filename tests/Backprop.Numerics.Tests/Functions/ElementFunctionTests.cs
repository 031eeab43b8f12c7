using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Numerics.Tests.Functions;

public class ElementFunctionTests
{
    private static readonly float[] Special =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, -float.Epsilon, 1.1e-38f, -1.1e-38f, 1e-30f, -1e-30f,
        float.MaxValue, float.MinValue, 1e20f, -1e20f, 88.7f, 88.8f, -87.4f, -103f, -104f, 200f, -200f, 800f, -800f, 15f, -15f, 1f, -1f, 0.5f, -0.5f,
    ];

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void Every_width_gives_the_bits_of_the_scalar_form_at_every_length_also_in_place(string name)
    {
        ElementFunction function = Reference.Of(name).Function;
        for (int length = 0; length <= 67; length++)
        {
            float[] a = Activations(length);
            float[] z = new float[length], slopes = new float[length], deltas = Deltas(length);
            function.ApplyWithSlope(VectorWidth.Scalar, a, z, slopes);
            float[] products = [.. deltas.Zip(slopes, (d, s) => d * s)];
            foreach (VectorWidth width in VectorWidths.All)
            {
                float[] inPlace = [.. a], values = new float[length], derivatives = new float[length], both = [.. a], multiplied = [.. deltas];
                function.Apply(width, a, values);
                function.Apply(width, inPlace, inPlace);
                function.ApplyWithSlope(width, both, both, derivatives);
                AssertSameBits(z, values, a);
                AssertSameBits(z, inPlace, a);
                AssertSameBits(z, both, a);
                AssertSameBits(slopes, derivatives, a);
                if (function.SlopeFromValue)
                {
                    function.MultiplyBySlope(width, z, multiplied);
                    AssertSameBits(products, multiplied, a);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void A_block_of_a_matrix_gets_the_bits_of_its_rows_and_nothing_else_changes(string name)
    {
        ElementFunction function = Reference.Of(name).Function;
        foreach (int columns in (int[])[1, 7, 10, 16, 24, 45, 1024])
        {
            foreach (var block in (Block[])[new(0, 4, 0, columns), new(1, 2, 0, columns), new(3, 1, 0, Math.Min(16, columns)), new(1, 3, (columns - 1) / 16 * 16, (columns - 1) % 16 + 1)])
            {
                float[] a = Activations(columns), z = [.. a], slopes = new float[columns], deltas = Deltas(columns);
                function.ApplyWithSlope(VectorWidth.Scalar, a, z, slopes);
                float[] products = [.. deltas.Zip(slopes, (d, s) => d * s)];
                foreach (VectorWidth width in VectorWidths.All)
                {
                    Matrix values = Rows(a), both = Rows(a), derivatives = new(4, columns), multiplied = Rows(deltas), again = Rows(deltas);
                    function.Apply(width, values, block);
                    function.ApplyWithSlope(width, both, derivatives, block);
                    ElementFunction.MultiplyBySlopes(width, Rows(slopes), multiplied, block);
                    AssertBlock(a, z, values, block);
                    AssertBlock(a, z, both, block);
                    AssertBlock(new float[columns], slopes, derivatives, block);
                    AssertBlock(deltas, products, multiplied, block);
                    if (!function.SlopeFromValue)
                        continue;
                    function.MultiplyBySlope(width, Rows(z), again, block);
                    AssertBlock(deltas, products, again, block);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 5, 0, 20)]
    [InlineData(-1, 1, 0, 20)]
    [InlineData(0, 1, 8, 12)]
    [InlineData(0, 1, 0, 10)]
    [InlineData(0, 1, 16, 5)]
    [InlineData(0, 0, 0, 20)]
    public void A_block_outside_the_matrix_is_refused(int firstRow, int rows, int firstColumn, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ElementFunctions.Tanh.Apply(VectorWidth.Scalar, new Matrix(4, 20), new Block(firstRow, rows, firstColumn, columns)));

    private static Matrix Rows(float[] row)
    {
        var matrix = new Matrix(4, row.Length);
        for (int n = 0; n < 4; n++)
            row.CopyTo(matrix.Row(n));
        return matrix;
    }

    private static void AssertBlock(float[] before, float[] after, Matrix matrix, Block block)
    {
        for (int n = 0; n < matrix.Rows; n++)
            for (int j = 0; j < matrix.Columns; j++)
            {
                bool inside = n >= block.FirstRow && n < block.FirstRow + block.Rows && j >= block.FirstColumn && j < block.FirstColumn + block.Columns;
                Assert.Equal(BitConverter.SingleToInt32Bits(inside ? after[j] : before[j]), BitConverter.SingleToInt32Bits(matrix[n, j]));
            }
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void Limits_are_reached_and_NaN_stays(string name)
    {
        Reference reference = Reference.Of(name);
        foreach (float a in Special)
        {
            float z = Value(reference.Function, a, out float slope);
            float expected = (float)reference.Value(a);
            if (float.IsNaN(a))
                Assert.True(float.IsNaN(z), $"{name}({a}) = {z}");
            else
                Assert.True(z == expected || Math.Abs(Ordinal(z) - Ordinal(expected)) <= 1, $"{name}({a:R}) = {z:R}, not {expected:R}");
            if (!float.IsNaN(a) && !float.IsInfinity(z))
                Assert.True(float.IsFinite(slope), $"the slope of {name} at {a} is {slope}");
        }
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void The_error_is_about_half_a_unit_in_the_last_place_and_for_tanh_about_one(string name)
    {
        const int Stride = 4999;
        double most = name == "tanh" ? 1.2 : 0.501;
        Reference reference = Reference.Of(name);
        float[] a = [.. Enumerable.Range(0, (int)(0x7F80_0000L / Stride)).SelectMany(i => new[] { Bits(i * Stride), -Bits(i * Stride) })];
        float[] z = new float[a.Length];
        reference.Function.Apply(VectorWidths.Best, a, z);
        double worst = 0;
        float where = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double error = ErrorInUlp(z[i], reference.Value(a[i]));
            if (error > worst)
                (worst, where) = (error, a[i]);
        }
        Assert.True(worst <= most, $"{name}: {worst:F4} ULP at {where:R}");
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void The_function_never_falls_except_where_it_dips(string name)
    {
        float lowest = name switch { "gelu" => -0.75f, "silu" => -1.27f, "mish" => -1.19f, _ => -120f };
        float[] a = [.. Enumerable.Range(0, 400_000).Select(i => lowest + i * (90f - lowest) / 400_000)];
        float[] z = new float[a.Length];
        Reference.Of(name).Function.Apply(VectorWidths.Best, a, z);
        for (int i = 1; i < a.Length; i++)
            Assert.True(z[i] >= z[i - 1], $"{name} falls from {z[i - 1]:R} to {z[i]:R} at {a[i]:R}");
    }

    [Theory]
    [MemberData(nameof(Reference.Names), MemberType = typeof(Reference))]
    public void Slopes_are_those_of_central_differences(string name)
    {
        Reference reference = Reference.Of(name);
        const double H = 1e-5;
        for (double a = -30.03; a < 30; a += 0.0371)
        {
            float x = (float)a;
            double difference = (reference.Value(x + H) - reference.Value(x - H)) / (2 * H);
            Value(reference.Function, x, out float slope);
            Assert.Equal(difference, slope, Math.Max(1, Math.Abs(difference)) * 3e-7 + Math.Abs(reference.Value(x)) * 1e-10);
            Assert.Equal(reference.Slope(x), slope, Math.Max(1, Math.Abs(difference)) * 3e-7);
        }
    }

    [Theory]
    [InlineData("gelu")]
    [InlineData("silu")]
    [InlineData("mish")]
    [InlineData("softplus")]
    public void Stored_slopes_keep_their_digits_in_the_tail(string name)
    {
        Reference reference = Reference.Of(name);
        for (double a = -13; a < -2.5; a += 0.0137)
        {
            Value(reference.Function, (float)a, out float slope);
            double expected = reference.Slope((float)a);
            Assert.Equal(expected, slope, Math.Abs(expected) * 1e-7);
        }
        Assert.Throws<InvalidOperationException>(() => reference.Function.MultiplyBySlope(VectorWidth.Scalar, [1f], [1f]));
    }

    [Theory]
    [InlineData("gelu", -0.75179154f)]
    [InlineData("silu", -1.2784646f)]
    [InlineData("mish", -1.1924312f)]
    public void Slopes_keep_their_digits_at_their_zero(string name, float zero)
    {
        Reference reference = Reference.Of(name);
        int middle = BitConverter.SingleToInt32Bits(zero);
        for (int bits = middle - 3000; bits <= middle + 3000; bits++)
        {
            float a = BitConverter.Int32BitsToSingle(bits);
            Value(reference.Function, a, out float slope);
            // The reference is itself a difference that cancels there, off by 10⁻¹⁶ or so.
            double exact = reference.Slope(a), unit = MathF.BitIncrement(MathF.Abs(slope)) - MathF.Abs(slope);
            Assert.True(Math.Abs(slope - exact) <= 0.501 * unit + 3e-16, $"{name}' at {a:R}: {slope:R}, not {exact:R}");
        }
    }

    [Fact]
    public void Wrong_spans_and_parameters_are_refused()
    {
        float[] memory = new float[8];
        ElementFunction relu = ElementFunctions.Relu;
        Assert.Throws<ArgumentException>(() => relu.Apply(VectorWidth.Scalar, memory, memory.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => relu.Apply(VectorWidth.Scalar, memory.AsSpan(0, 4), memory.AsSpan(1, 4)));
        Assert.Throws<ArgumentException>(() => relu.ApplyWithSlope(VectorWidth.Scalar, memory, new float[8], memory));
        Assert.Throws<ArgumentException>(() => relu.ApplyWithSlope(VectorWidth.Scalar, memory, new float[8], new float[7]));
        foreach (float parameter in new[] { 0, -1, float.NaN, float.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ElementFunctions.LeakyRelu(parameter));
            Assert.Throws<ArgumentOutOfRangeException>(() => ElementFunctions.Elu(parameter));
        }
    }

    internal static float Bits(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>|z − expected| in units of the last place of a float near expected; the smallest unit where it is tiny.</summary>
    internal static double ErrorInUlp(float z, double expected)
    {
        if (z == (float)expected && (float.IsInfinity(z) || z == expected))
            return 0;
        double size = Math.Abs(expected);
        int exponent = size < 1.17549435e-38 ? -126 : Math.ILogB(size);
        return Math.Abs(z - expected) / Math.ScaleB(1, exponent - 23);
    }

    private static int Ordinal(float z)
    {
        int bits = BitConverter.SingleToInt32Bits(z);
        return bits < 0 ? int.MinValue - bits : bits;
    }

    private static float Value(ElementFunction function, float a, out float slope)
    {
        float[] z = new float[1], slopes = new float[1];
        function.ApplyWithSlope(VectorWidth.Scalar, [a], z, slopes);
        slope = slopes[0];
        return z[0];
    }

    private static float[] Activations(int length) =>
        [.. Enumerable.Range(0, length).Select(i => i % 3 == 1 ? Special[(i + length) % Special.Length] : (i * 37 % 101 - 50) * 0.173f)];

    private static float[] Deltas(int length) => [.. Enumerable.Range(0, length).Select(i => i % 5 == 4 ? -0f : (i * 29 % 97 - 48) * 0.03f)];

    private static void AssertSameBits(float[] expected, float[] actual, float[] a)
    {
        for (int i = 0; i < a.Length; i++)
        {
            bool same = float.IsNaN(expected[i]) ? float.IsNaN(actual[i])
                : BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            Assert.True(same, $"element {i} of {a.Length}, {a[i]:R}: {actual[i]:R}, not {expected[i]:R}");
        }
    }
}
