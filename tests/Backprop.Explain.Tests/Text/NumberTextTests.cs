using Backprop.Explain.Text;

namespace Backprop.Explain.Tests.Text;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.8807970779778823, 3, "0.881")]
    [InlineData(0.8807970779778823, 2, "0.88")]
    [InlineData(3.642391233933647, 3, "3.64")]
    [InlineData(0.16496546119562144, 3, "0.165")]
    [InlineData(-0.047463744644548944, 3, "-0.0475")]
    [InlineData(2, 3, "2")]
    [InlineData(0.5, 3, "0.5")]
    [InlineData(9.999, 3, "10")]
    [InlineData(0.09996, 3, "0.1")]
    [InlineData(12345.6, 3, "12346")]
    [InlineData(100, 1, "100")]
    [InlineData(1234567890, 3, "1.23e+09")]
    [InlineData(0.0001, 3, "0.0001")]
    [InlineData(0.00001234, 3, "1.23e-05")]
    [InlineData(0.1, 17, "0.10000000000000001")]
    [InlineData(-0.0, 3, "0")]
    [InlineData(double.NaN, 3, "NaN")]
    [InlineData(double.NegativeInfinity, 3, "-inf")]
    public void Numbers_have_significant_digits_and_no_needless_zeros(double value, int digits, string expected) =>
        Assert.Equal(expected, NumberText.Format(value, digits));

    [Theory]
    [InlineData(0)]
    [InlineData(18)]
    public void Digits_are_1_to_17(int digits) => Assert.Throws<ArgumentOutOfRangeException>(() => NumberText.Format(1, digits));
}
