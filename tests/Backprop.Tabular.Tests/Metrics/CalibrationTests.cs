using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Tests.Metrics;

public class CalibrationTests
{
    [Fact]
    public void Each_bin_tells_how_many_are_right_of_how_many()
    {
        var calibration = Calibration.Of([0.55, 0.5, 0.95, 1, 0.9, 0.999], [true, false, true, true, false, true]);
        Assert.Equal(10, calibration.Bins.Count);
        Assert.Equal((2, 0.525, 0.5), (calibration.Bins[5].Rows, calibration.Bins[5].Probability, calibration.Bins[5].Right));
        Assert.Equal((4, 0.75), (calibration.Bins[9].Rows, calibration.Bins[9].Right));
        Assert.True(double.IsNaN(calibration.Bins[0].Right));
        // |1.05 − 1| and |3.849 − 3|, over six rows.
        Assert.Equal((0.05 + 0.849) / 6, calibration.MeanDistance, 1e-12);
    }

    [Fact]
    public void Weights_count_rows_several_times()
    {
        var weighted = Calibration.Of([0.55, 0.95, 0.5], [true, false, false], weights: [3, 1, 0]);
        var repeated = Calibration.Of([0.55, 0.55, 0.55, 0.95], [true, true, true, false]);
        Assert.Equal(repeated.MeanDistance, weighted.MeanDistance, 1e-15);
        Assert.Equal(repeated.Bins[5].Probability, weighted.Bins[5].Probability, 1e-15);
        Assert.Equal((2, 1), (weighted.Bins[5].Rows, weighted.Bins[5].Right));
        Assert.Throws<ArgumentException>(() => Calibration.Of([0.5], [true], weights: [1, 2]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 1)]
    [InlineData(0.0999, 0)]
    [InlineData(1, 9)]
    public void A_probability_belongs_to_the_bin_that_begins_with_it(double probability, int bin) => Assert.Equal(bin, Calibration.BinOf(probability));

    [Fact]
    public void Without_rows_nothing_can_be_said() => Assert.True(double.IsNaN(Calibration.Of([], []).MeanDistance));
}
