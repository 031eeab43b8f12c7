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
        Assert.Equal(
            ["accuracy", "log_loss", "balanced_accuracy", "auc", "average_precision", "f1_macro", "brier", "calibration_error"], metrics.Values.Select(metric => metric.Name));
        Assert.Equal([("accuracy", metrics.Accuracy), ("log_loss", metrics.LogLoss)], metrics.Values.Take(2));
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

    [Fact]
    public void A_table_by_hand()
    {
        // Rows of the second class have 0.75, 0.25 and 0.5, those of the first 0.125 and 0.5.
        var metrics = ClassificationMetrics.Of(Of([0.75f], [0.25f], [0.5f], [0.125f], [0.5f]), [1, 1, 1, 0, 0]);
        Assert.Equal(3 / 5.0, metrics.Accuracy);
        Assert.Equal((1 + (1 / 3.0)) / 2, metrics.Find("balanced_accuracy")!.Value, 1e-15);
        // Of six pairs four are in order, 0.75 and 0.25 before 0.125 among them, one is tied.
        Assert.Equal(4.5 / 6, metrics.Find("auc")!.Value, 1e-15);
        // From the top: one of one, two of three (both 0.5 at once), three of four.
        Assert.Equal((1 + (2 / 3.0) + (3 / 4.0)) / 3, metrics.Find("average_precision")!.Value, 1e-15);
        Assert.Equal((0.0625 + 0.5625 + 0.25 + 0.015625 + 0.25) / 5, metrics.Find("brier")!.Value, 1e-15);
        // Both of the first class and two of the second are predicted as the first.
        Assert.Equal([(2, 0.5, 1), (3, 1, 1 / 3.0)], metrics.Classes.Select(of => (of.Rows, of.Precision!.Value, of.Recall!.Value)));
        Assert.Equal([2 / 3.0, 0.5], metrics.Classes.Select(of => of.F1!.Value));
        Assert.Equal((0.5 + (2 / 3.0)) / 2, metrics.Find("f1_macro")!.Value, 1e-15);
        Assert.Equal([0.75, 0.75], metrics.Classes.Select(of => of.Auc!.Value));
        // Confidences 0.5, 0.5 | 0.75, 0.75 | 0.875, of which 1 | 1 | 1 are right.
        Assert.Equal((0 + 0.5 + 0.125) / 5, metrics.Find("calibration_error")!.Value, 1e-15);
    }

    [Fact]
    public void Of_several_classes_each_is_ranked_against_the_rest_and_counts_the_same()
    {
        var metrics = ClassificationMetrics.Of(Of([0.6f, 0.4f, 0], [0.2f, 0.3f, 0.5f], [0.1f, 0.8f, 0.1f], [0.3f, 0.5f, 0.2f]), [0, 1, 1, 0]);
        // Class 0: 0.6 and 0.3 before 0.2 and 0.1. Class 1: 0.3 and 0.8 against 0.4 and 0.5. Class 2 has no rows.
        Assert.Equal([1, 0.5, null], metrics.Classes.Select(of => of.Auc));
        Assert.Equal(0.75, metrics.Find("auc"));
        Assert.Equal([1, (1 + 0.5) / 2, null], metrics.Classes.Select(of => of.AveragePrecision));
        Assert.Equal((0.5 + 0.5) / 2, metrics.Find("balanced_accuracy"));
        // Class 2 is predicted, so its F1 is 0.
        Assert.Equal([2 / 3.0, 0.5, 0], metrics.Classes.Select(of => of.F1!.Value));
        Assert.Equal(((2 / 3.0) + 0.5) / 3, metrics.Find("f1_macro")!.Value, 1e-15);
        Assert.Equal(((0.16 + 0.16) + (0.04 + 0.49 + 0.25) + (0.01 + 0.04 + 0.01) + (0.49 + 0.25 + 0.04)) / 4, metrics.Find("brier")!.Value, 1e-7);
    }

    [Fact]
    public void What_one_class_alone_cannot_define_is_omitted()
    {
        var metrics = ClassificationMetrics.Of(Of([0.75f], [0.25f]), [1, 1]);
        Assert.Equal(["accuracy", "log_loss", "balanced_accuracy", "f1_macro", "brier", "calibration_error"], metrics.Values.Select(metric => metric.Name));
        Assert.All(metrics.Values, metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.All(metrics.StandardErrors, metric => Assert.True(double.IsFinite(metric.Value)));
        Assert.Null(metrics.Classes[0].Recall);
        Assert.Null(metrics.Find("auc"));
        // The other class has rows, but no weight.
        Assert.Null(ClassificationMetrics.Of(Of([0.75f], [0.25f]), [1, 0], [1, 0]).Find("auc"));
    }

    [Fact]
    public void Rows_of_unknown_classes_count_as_one_more_class_that_is_always_wrong()
    {
        var metrics = ClassificationMetrics.Of(Of([0.75f], [0.25f], [0.5f]), [1, 0, ClassificationMetrics.UnknownClass]);
        Assert.Equal(2 / 3.0, metrics.Find("balanced_accuracy")!.Value, 1e-15);
        Assert.Equal((1 + (2 / 3.0)) / 3, metrics.Find("f1_macro")!.Value, 1e-15);
        Assert.Equal((0.0625 + 0.0625 + ((0.25 + 0.25 + 1) / 2)) / 3, metrics.Find("brier")!.Value, 1e-15);
        Assert.Equal(1, metrics.Find("auc"));
    }

    [Fact]
    public void A_row_without_a_prediction_is_the_worst_one_and_cannot_be_ranked()
    {
        var metrics = ClassificationMetrics.Of(Of([0.25f, 0.75f], [float.NaN, float.NaN]), [1, 0]);
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal(0.5, metrics.Find("balanced_accuracy"));
        Assert.Equal((0.0625 + 1) / 2, metrics.Find("brier"));
        Assert.Equal([[0, 0], [0, 1]], metrics.Confusion);
        Assert.Equal(["accuracy", "log_loss", "balanced_accuracy", "f1_macro", "brier"], metrics.Values.Select(metric => metric.Name));
        Assert.Equal(0, metrics.Classes[0].F1);
    }
}
