using System.Globalization;
using Backprop.Cli.Options;
using CsCheck;

namespace Backprop.Cli.Tests.Options;

public sealed class NumberSyntaxTests
{
    [Theory]
    [InlineData("0.5", 0.5)]
    [InlineData(".5", 0.5)]
    [InlineData("-2", -2)]
    [InlineData("1e-3", 0.001)]
    [InlineData("1/3", 1.0 / 3)]
    [InlineData("-1/4", -0.25)]
    [InlineData("0.5/1.5", 1.0 / 3)]
    public void Numbers_and_fractions_are_read(string text, double expected) => Assert.Equal(expected, NumberSyntax.Parse(text));

    [Theory]
    [InlineData("0,5", "0.5")]
    [InlineData("1/0", "divides by 0")]
    [InlineData("", "not a number")]
    [InlineData("1/2/3", "not a number")]
    [InlineData("NaN", "not a number")]
    [InlineData("1e999", "not a number")]
    [InlineData("0x10", "not a number")]
    [InlineData("1 000", "not a number")]
    public void Anything_else_is_refused_with_what_was_expected(string text, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => NumberSyntax.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_finite_number_is_read_back_in_every_culture() => Gen.Double.Where(double.IsFinite).Sample(value =>
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NumberGroupSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = comma;
            return NumberSyntax.Parse(value.ToString("R", CultureInfo.InvariantCulture)) == value;
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    });

    [Theory]
    [InlineData("60s", 60)]
    [InlineData("90", 90)]
    [InlineData("5m", 300)]
    [InlineData("1.5h", 5400)]
    [InlineData("1/2m", 30)]
    public void Times_have_units(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), NumberSyntax.ParseTime(text));

    [Theory]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void Times_are_above_zero(string text) => Assert.Throws<FormatException>(() => NumberSyntax.ParseTime(text));
}
