using System.Globalization;
using Backprop.Tabular.Cells;
using CsCheck;

namespace Backprop.Tabular.Tests.Cells;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0f)]
    [InlineData("+1", 1f)]
    [InlineData("-1.5", -1.5f)]
    [InlineData(".28", 0.28f)]
    [InlineData("5.", 5f)]
    [InlineData("1e3", 1000f)]
    [InlineData("1E-3", 0.001f)]
    [InlineData("-2.5e+2", -250f)]
    [InlineData("000123", 123f)]
    [InlineData("1e99", float.PositiveInfinity)]
    [InlineData("-Infinity", float.NegativeInfinity)]
    [InlineData("inf", float.PositiveInfinity)]
    [InlineData("1e-99", 0f)]
    [InlineData("0e999999999999", 0f)]
    public void Numbers_are_read(string text, float expected)
    {
        Assert.True(NumberText.TryParse(text, '.', out float value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1,000")]
    [InlineData("1 000")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1f")]
    [InlineData("--1")]
    [InlineData("nan")]
    [InlineData("e5")]
    [InlineData("٣")]
    public void Other_texts_are_no_numbers(string text) => Assert.False(NumberText.TryParse(text, '.', out _));

    [Fact]
    public void A_decimal_comma_is_read_where_it_is_the_mark()
    {
        Assert.True(NumberText.TryParse("-3,25e1", ',', out float value));
        Assert.Equal(-32.5f, value);
        Assert.False(NumberText.TryParse("3.25", ',', out _));
        Assert.True(NumberText.TryParse("0,12345678901234567890123", ',', out value));
        Assert.Equal(0.12345678901234568f, value);
    }

    [Fact]
    public void Every_decimal_text_gives_the_nearest_float() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 19], Gen.Int[-50, 45], Gen.Bool).Sample((mantissa, digits, exponent, negative) =>
        {
            string all = mantissa.ToString(CultureInfo.InvariantCulture);
            digits = Math.Min(digits, all.Length);
            Check($"{(negative ? "-" : "")}{all[..digits]}.{all[digits..]}e{exponent}");
        }, iter: 100_000);

    [Fact]
    public void Texts_at_and_beside_the_middle_between_two_floats_give_the_nearest() =>
        Gen.Select(Gen.UInt, Gen.Int[-2, 2], Gen.Int[6, 20]).Sample((bits, beside, digits) =>
        {
            float low = BitConverter.UInt32BitsToSingle(bits & 0x7FFF_FFFF);
            float high = MathF.BitIncrement(low);
            if (!float.IsFinite(high))
                return;
            // The middle is a double; its neighbours are the hardest texts there are.
            double middle = ((double)low + high) / 2;
            for (int i = 0; i < Math.Abs(beside); i++)
                middle = beside < 0 ? Math.BitDecrement(middle) : Math.BitIncrement(middle);
            Check(middle.ToString("E" + digits, CultureInfo.InvariantCulture));
            Check(middle.ToString("R", CultureInfo.InvariantCulture));
        }, iter: 100_000);

    [Fact]
    public void The_shortest_text_of_a_float_gives_it_back() =>
        Gen.Single.Where(float.IsFinite).Sample(value =>
        {
            Assert.True(NumberText.TryParse(value.ToString("R", CultureInfo.InvariantCulture), '.', out float read));
            Assert.Equal(BitConverter.SingleToInt32Bits(value), BitConverter.SingleToInt32Bits(read));
        }, iter: 50_000);

    private static void Check(string text)
    {
        Assert.True(NumberText.TryParse(text, '.', out float value), text);
        float expected = float.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(value), $"{text}: {value:R} instead of {expected:R}");
    }
}
