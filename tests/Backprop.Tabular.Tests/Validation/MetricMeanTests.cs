using Backprop.Tabular.Metrics;
using Backprop.Tabular.Validation;

namespace Backprop.Tabular.Tests.Validation;

public sealed class MetricMeanTests
{
    [Fact]
    public void The_standard_error_is_that_of_a_mean_over_folds()
    {
        // Mean absolute errors 1, 2 and 6: mean 3, standard deviation √7.
        var mae = Find("mae", (1, Off(1)), (1, Off(2)), (1, Off(6)));
        Assert.Equal(3, mae.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(7.0 / 3), mae.StandardError!.Value, 1e-12);
        Assert.Equal(3, mae.Folds);
    }

    [Fact]
    public void Repeated_divisions_do_not_make_it_smaller()
    {
        // Means 2 and 4; squared standard errors 1 and 4.
        var mae = Find("mae", (1, Off(1)), (1, Off(3)), (2, Off(2)), (2, Off(6)));
        Assert.Equal(3, mae.Mean, 1e-12);
        Assert.Equal(Math.Sqrt((1.0 + 4) / 2), mae.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void A_metric_that_some_folds_do_not_define_is_that_of_the_others()
    {
        // All targets of the second are the same, so that r2 is not defined there.
        var folds = new[] { (1, Off(1)), (1, (MetricSet)RegressionMetrics.Of([1, 2], [3, 3])) };
        var r2 = Find("r2", folds);
        Assert.Equal((1, null), (r2.Folds, r2.StandardError));
        Assert.Equal(2, Find("mae", folds).Folds);
    }

    private static MetricMean Find(string name, params (int, MetricSet)[] folds) => MetricMean.Of(folds).Single(metric => metric.Name == name);

    /// <summary>Predictions that are all off by the same.</summary>
    private static MetricSet Off(double error) => RegressionMetrics.Of([1 + error, 5 + error], [1, 5]);
}
