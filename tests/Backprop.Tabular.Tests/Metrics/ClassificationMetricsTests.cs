using Backprop.Numerics.Buffers;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Tests.Metrics;

public class ClassificationMetricsTests
{
    private static Matrix Of(params float[][] rows)
    {
        var matrix = new Matrix(rows.Length, rows[0].Length);
        for (int n = 0; n < rows.Length; n++)
            rows[n].CopyTo(matrix.Row(n));
        return matrix;
    }

    [Fact]
    public void Accuracy_and_log_loss_are_means_over_the_rows()
    {
        var metrics = ClassificationMetrics.Of(Of([0.5f, 0.25f, 0.25f], [0.125f, 0.125f, 0.75f], [0.25f, 0.5f, 0.25f]), [0, 2, 0]);
        Assert.Equal(2 / 3.0, metrics.Accuracy);
        Assert.Equal(-(Math.Log(0.5) + Math.Log(0.75) + Math.Log(0.25)) / 3, metrics.LogLoss, 1e-15);
        Assert.Equal([[1, 1, 0], [0, 0, 0], [0, 0, 1]], metrics.Confusion);
        Assert.Equal([("accuracy", metrics.Accuracy), ("log_loss", metrics.LogLoss)], metrics.Values);
    }

    [Fact]
    public void One_probability_is_that_of_the_second_class()
    {
        var metrics = ClassificationMetrics.Of(Of([0.75f], [0.25f], [0.5f]), [1, 0, 0]);
        Assert.Equal(1, metrics.Accuracy);
        Assert.Equal(-((2 * Math.Log(0.75)) + Math.Log(0.5)) / 3, metrics.LogLoss, 1e-15);
    }

    [Fact]
    public void Weights_count_rows_several_times()
    {
        var probabilities = Of([0.9f], [0.2f]);
        var weighted = ClassificationMetrics.Of(probabilities, [1, 1], [3, 1]);
        var repeated = ClassificationMetrics.Of(Of([0.9f], [0.9f], [0.9f], [0.2f]), [1, 1, 1, 1]);
        Assert.Equal(0.75, weighted.Accuracy);
        Assert.Equal(repeated.LogLoss, weighted.LogLoss, 1e-15);
    }

    [Fact]
    public void An_impossible_class_costs_much_but_not_infinity()
    {
        Assert.Equal(52 * Math.Log(2), ClassificationMetrics.Of(Of([1, 0]), [1]).LogLoss, 1e-12);
        Assert.Equal(52 * Math.Log(2), ClassificationMetrics.Of(Of([1f]), [0]).LogLoss, 1e-12);
    }

    [Fact]
    public void Unknown_classes_are_wrong()
    {
        var metrics = ClassificationMetrics.Of(Of([0.5f, 0.5f], [0.5f, 0.5f]), [0, ClassificationMetrics.UnknownClass]);
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal((Math.Log(2) + (52 * Math.Log(2))) / 2, metrics.LogLoss, 1e-12);
        Assert.Equal(2, metrics.Rows);
    }

    [Fact]
    public void Equal_probabilities_decide_for_the_first()
    {
        Assert.Equal(0, ClassificationMetrics.Decide([0.5f]));
        Assert.Equal(1, ClassificationMetrics.Decide([0.50001f]));
        Assert.Equal(1, ClassificationMetrics.Decide([0.2f, 0.4f, 0.4f]));
        // In double precision as in single: the textbook's numbers are decided as the model's are.
        Assert.Equal(0, ClassificationMetrics.Decide([0.5 + 1e-12]));
        Assert.Equal(1, ClassificationMetrics.Decide([0.2, 0.4, 0.4 + 1e-12]));
    }

    [Fact]
    public void The_baseline_gives_every_row_the_shares_of_the_training_rows()
    {
        var metrics = Baseline.Classes(Baseline.Shares([0, 1, 1, 1], 2), [0, 1, 1]);
        Assert.Equal(2 / 3.0, metrics.Accuracy);
        Assert.Equal(-(Math.Log(0.25) + (2 * Math.Log(0.75))) / 3, metrics.LogLoss, 1e-15);
        Assert.Equal([[0, 1], [0, 2]], metrics.Confusion);
        Assert.Equal(0, Baseline.Classes(Baseline.Shares([0, 1, 1, 1], 2, [9, 1, 1, 1]), [0, 1], [0, 1]).Accuracy);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(Of([1, 0]), [0, 1]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(Of([1, 0]), [2]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(new Matrix(0, 2), []));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(Of([1, 0]), [0], [-1]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(Of([1, 0]), [0], [0]));
        Assert.Throws<ArgumentException>(() => Baseline.Shares([], 2));
    }
}
