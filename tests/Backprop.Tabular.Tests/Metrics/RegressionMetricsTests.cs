using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Tests.Metrics;

public class RegressionMetricsTests
{
    [Fact]
    public void Errors_are_in_the_unit_of_the_target()
    {
        // Errors 1, −1, 0, 2: squares 6/4, absolutes 4/4. Targets 1, 2, 3, 6 with mean 3: squares 4 + 1 + 0 + 9 = 14.
        var metrics = RegressionMetrics.Of([2, 1, 3, 8], [1, 2, 3, 6]);
        Assert.Equal(Math.Sqrt(1.5), metrics.Rmse, 1e-15);
        Assert.Equal(1, metrics.Mae);
        Assert.Equal(1 - (6 / 14.0), metrics.R2, 1e-15);
        Assert.Equal([("rmse", metrics.Rmse), ("mae", metrics.Mae), ("r2", metrics.R2), ("median_error", 1), ("max_error", 2), ("mape", (1 + 0.5 + (2 / 6.0)) / 4)], metrics.Values);
    }

    [Fact]
    public void The_median_error_has_half_of_the_weight_on_either_side()
    {
        Assert.Equal(1.5, RegressionMetrics.Of([1, 2, 9, 0.5], [0, 0, 0, 0]).Find("median_error"));
        Assert.Equal(2, RegressionMetrics.Of([1, 2, 9], [0, 0, 0]).Find("median_error"));
        Assert.Equal(9, RegressionMetrics.Of([1, 2, 9], [0, 0, 0], weights: [1, 1, 3]).Find("median_error"));
        Assert.Equal(5.5, RegressionMetrics.Of([1, 2, 9, 4], [0, 0, 0, 0], weights: [1, 1, 2, 0]).Find("median_error"));
        Assert.True(double.IsNaN(RegressionMetrics.Of([1, double.NaN, 9], [0, 0, 0]).Find("median_error")!.Value));
    }

    [Theory]
    [InlineData(100, 200, true)]
    [InlineData(-100, -200, true)]
    [InlineData(1, 1000, false)]
    [InlineData(0, 1000, false)]
    [InlineData(-1, 1, false)]
    [InlineData(-300, 1000, false)]
    public void Errors_are_a_share_of_the_target_only_where_no_target_is_near_zero(double a, double b, bool isDefined)
    {
        var mape = RegressionMetrics.Of([a, b], [a, b]).Find("mape");
        Assert.Equal(isDefined ? 0 : null, mape);
    }

    [Fact]
    public void Weights_count_rows_several_times()
    {
        var weighted = RegressionMetrics.Of([2, 1], [1, 3], weights: [3, 1]);
        var repeated = RegressionMetrics.Of([2, 2, 2, 1], [1, 1, 1, 3]);
        Assert.Equal(repeated.Values, weighted.Values);
    }

    [Fact]
    public void Several_targets_are_measured_apart_and_averaged()
    {
        var metrics = RegressionMetrics.Of([1, 10, 3, 20], [2, 10, 4, 20], outputs: 2);
        Assert.Equal([1, 0], metrics.Targets.Select(target => target.Rmse));
        Assert.Equal(0.5, metrics.Rmse);
        Assert.Equal(0.5, metrics.Mae);
        Assert.Equal(0.5, metrics.R2);
        Assert.Equal(2, metrics.Rows);
    }

    [Fact]
    public void Nothing_is_explained_where_all_targets_are_the_same()
    {
        Assert.True(double.IsNaN(RegressionMetrics.Of([1, 2], [0.1, 0.1]).R2));
        Assert.Equal(["rmse", "mae", "median_error", "max_error", "mape"], RegressionMetrics.Of([1], [0.1]).Values.Select(value => value.Name));
        Assert.Empty(RegressionMetrics.Of([1], [0.1]).StandardErrors);
    }

    [Fact]
    public void The_baseline_predicts_the_mean_of_the_training_rows()
    {
        var metrics = Baseline.Mean(Baseline.Means([1, 10, 3, 30], outputs: 2), [2, 20, 4, 20]);
        Assert.Equal([Math.Sqrt(2), 0], metrics.Targets.Select(target => target.Rmse));
        Assert.Equal(-1, metrics.Targets[0].R2);
        Assert.Equal(0, Baseline.Mean(Baseline.Means([1, 5], weights: [1, 3]), [4]).Rmse);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([], []));
        Assert.Throws<ArgumentException>(() => RegressionMetrics.Of([1, 2, 3], [1, 2, 3], outputs: 2));
        Assert.Throws<ArgumentException>(() => Baseline.Means([]));
    }
}
