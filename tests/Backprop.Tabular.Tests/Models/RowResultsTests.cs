using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

public class RowResultsTests
{
    [Fact]
    public void The_rows_add_up_to_the_metrics()
    {
        var results = RowResults.Of(Penguins.Model, Penguins.Table);
        var report = Penguins.Model.Evaluate(Penguins.Table).Report;
        int[] rows = [.. Enumerable.Range(0, results.Rows).Where(results.HasTruth)];
        Assert.Equal(report.Rows, rows.Length);
        Assert.Equal(report.Accuracy!.Value, rows.Count(row => !results.IsWrong(row)) / (double)rows.Length, 1e-12);
        Assert.Equal(report.LogLoss!.Value, rows.Average(results.Error), 1e-9);
        Assert.Equal(results.Predictions[3].Probability, results.Confidence[3]);
    }

    [Fact]
    public void Metrics_are_those_of_the_true_classes_also_where_training_smooths_them()
    {
        var model = Model.Train(Penguins.Table, "species", Penguins.Short with { Error = ErrorFunction.Parse("cross-entropy=0.3") });
        var report = model.Evaluate(Penguins.Table).Report;
        var results = RowResults.Of(model, Penguins.Table);
        int[] rows = [.. Enumerable.Range(0, results.Rows).Where(results.HasTruth)];
        Assert.Equal(report.LogLoss!.Value, rows.Average(results.Error), 1e-9);
        double smoothed = rows.Average(row =>
        {
            float[] y = results.Predictions.Outputs.Row(row).ToArray();
            return -Enumerable.Range(0, 3).Sum(k => ((k == results.TrueClass(row) ? 0.7 : 0) + (0.3 / 3)) * Math.Log(y[k]));
        });
        Assert.Equal(smoothed, report.Error!.Value, 1e-5);
    }

    [Fact]
    public void A_class_that_no_training_row_had_is_wrong_and_a_missing_one_is_neither()
    {
        var species = (CategoryColumn)Penguins.Table.Find("species")!;
        int[] codes = species.Codes.ToArray();
        codes[0] = species.Labels.Count;
        codes[1] = -1;
        var table = new Table([.. Penguins.Table.Columns.Select(c => c == species ? new CategoryColumn("species", [.. species.Labels, "Zebra"], codes) : c)]);
        var results = RowResults.Of(Penguins.Model, table);
        Assert.Equal((ClassificationMetrics.UnknownClass, true), (results.TrueClass(0), results.IsWrong(0)));
        Assert.Equal((RowResults.NoClass, false, false), (results.TrueClass(1), results.IsWrong(1), results.HasTruth(1)));
        Assert.True(results.Error(0) > 36);
        Assert.True(double.IsNaN(results.Error(1)));
    }

    [Fact]
    public void A_bare_network_is_compared_where_targets_stand_behind_the_inputs()
    {
        var model = new Model(new Network([2, 1], new NetworkOptions { Error = ErrorFunction.SumOfSquares, Initializer = Initializer.Constant }));
        var inputs = new Table([new NumberColumn("a", [1, 2]), new NumberColumn("b", [3, 4])]);
        Assert.False(RowResults.Of(model, inputs).HasTargets);
        var results = RowResults.Of(model, new Table([.. inputs.Columns, new NumberColumn("t", [4, 8])]));
        Assert.Equal((5, 4, 1), (results.Values[0], results.TrueValue(0), results.Error(0)));
        Assert.Equal(1, results.Error(1));
    }
}
