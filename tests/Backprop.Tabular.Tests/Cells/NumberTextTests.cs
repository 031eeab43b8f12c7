using System.Globalization;
using Backprop.Tabular.Cells;
using CsCheck;

namespace Backprop.Tabular.Tests.Cells;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("+1", 1)]
    [InlineData("-1.5", -1.5)]
    [InlineData(".28", 0.28)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("1E-3", 0.001)]
    [InlineData("-2.5e+2", -250)]
    [InlineData("000123", 123)]
    [InlineData("1e999", double.PositiveInfinity)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("1e-999", 0)]
    [InlineData("0e999999999999", 0)]
    public void Numbers_are_read(string text, double expected)
    {
        Assert.True(NumberText.TryParse(text, '.', out double value));
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
        Assert.True(NumberText.TryParse("-3,25e1", ',', out double value));
        Assert.Equal(-32.5, value);
        Assert.False(NumberText.TryParse("3.25", ',', out _));
        Assert.True(NumberText.TryParse("0,12345678901234567890123", ',', out value));
        Assert.Equal(0.12345678901234567890123, value);
    }

    [Fact]
    public void Every_decimal_text_gives_the_nearest_double() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 19], Gen.Int[-50, 45], Gen.Bool).Sample((mantissa, digits, exponent, negative) =>
        {
            string all = mantissa.ToString(CultureInfo.InvariantCulture);
            digits = Math.Min(digits, all.Length);
            Check($"{(negative ? "-" : "")}{all[..digits]}.{all[digits..]}e{exponent}");
        }, iter: 100_000);

    [Fact]
    public void The_shortest_text_of_a_double_gives_it_back() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
        {
            Assert.True(NumberText.TryParse(value.ToString("R", CultureInfo.InvariantCulture), '.', out double read));
            Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(read));
        }, iter: 50_000);

    [Theory]
    [InlineData("9007199254740992", false)]
    [InlineData("9007199254740993", true)]
    [InlineData("-9007199254740993", true)]
    [InlineData("0009007199254740993", true)]
    [InlineData("100000000000000000000", false)]
    [InlineData("9007199254740993.0", false)]
    [InlineData("9007199254740993e0", false)]
    [InlineData("12", false)]
    public void Whole_numbers_that_no_double_equals_are_seen(string text, bool expected)
    {
        Assert.True(NumberText.TryParse(text, '.', out double value));
        Assert.Equal(expected, NumberText.IsInexactWhole(text, value));
    }

    [Fact]
    public void The_shortest_text_of_a_number_is_the_simplest() => Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int.Select(number => (double)number), Gen.Float.Select(number => (double)number)).Sample(value =>
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(value) is 0 or (>= 1e-4 and < 1e15) && text.Length <= 17)
            Assert.True(NumberText.IsSimple(text, value), text);
    });

    [Theory]
    [InlineData("02138")]
    [InlineData("2.10")]
    [InlineData("1E2")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1,5")]
    [InlineData("00.5")]
    public void Other_spellings_are_not(string text) => Assert.False(NumberText.IsSimple(text, 1));

    private static void Check(string text)
    {
        Assert.True(NumberText.TryParse(text, '.', out double value), text);
        double expected = double.Parse(text, CultureInfo.InvariantCulture);
        Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value), $"{text}: {value:R} instead of {expected:R}");
    }
}
