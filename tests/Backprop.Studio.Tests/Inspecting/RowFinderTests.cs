using Backprop.Studio.Components.Charts;
using Backprop.Studio.Inspecting;
using Backprop.Tabular.Metrics;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Tests.Inspecting;

public class RowFinderTests(PenguinsModel penguins) : IClassFixture<PenguinsModel>
{
    private readonly Inspection inspection = All(Inspection.Of(penguins.Model, "penguins", penguins.Table, "penguins.csv"));

    private static Inspection All(Inspection inspection) => inspection.Of(inspection.Sets[^1]);

    private RowResults Results => inspection.Results;

    private int[] Find(RowChoice choice) => RowFinder.Find(inspection, choice);

    [Fact]
    public void Without_a_choice_all_rows_are_in_the_order_of_the_data() => Assert.Equal(Enumerable.Range(0, penguins.Table.Rows), Find(new RowChoice()));

    [Fact]
    public void Only_the_wrong_ones_are_those_that_the_metrics_count()
    {
        int[] wrong = Find(new RowChoice { OnlyWrong = true });
        Assert.NotEmpty(wrong);
        Assert.All(wrong, row => Assert.NotEqual(Results.TrueClass(row), Results.Decided[row]));
        Assert.Equal(inspection.Report!.Accuracy!.Value, 1 - (double)wrong.Length / inspection.Report.Rows, 1e-12);
    }

    [Theory]
    [InlineData(RowOrder.Error)]
    [InlineData(RowOrder.Prediction)]
    [InlineData(RowOrder.Row)]
    public void Rows_are_sorted_both_ways_and_equals_stay_in_their_order(RowOrder order)
    {
        double Key(int row) => order switch { RowOrder.Error => Results.Error(row), RowOrder.Prediction => Results.Confidence[row], _ => row };
        int[] all = [.. Enumerable.Range(0, penguins.Table.Rows)];
        Assert.Equal(all.OrderBy(Key).ThenBy(row => row), Find(new RowChoice { Order = order }));
        Assert.Equal(all.OrderByDescending(Key).ThenBy(row => row), Find(new RowChoice { Order = order, IsDescending = true }));
    }

    [Fact]
    public void Text_is_found_in_any_column_whatever_its_case_and_in_one_column_as_a_whole()
    {
        Column island = penguins.Table.Find("island")!, bill = penguins.Table.Find("bill_length_mm")!;
        int[] biscoe = [.. Enumerable.Range(0, penguins.Table.Rows).Where(row => island.Text(row) == "Biscoe")];
        Assert.Equal(biscoe, Find(new RowChoice { Search = " bisc " }));
        Assert.Equal(biscoe, Find(new RowChoice { Search = "Island = biscoe" }));
        Assert.Empty(Find(new RowChoice { Search = "island=bisc" }));
        Assert.Equal(
            Enumerable.Range(0, penguins.Table.Rows).Where(row => penguins.Table.Columns.Any(c => c.Text(row).Contains("39.1", StringComparison.Ordinal))),
            Find(new RowChoice { Search = "39.1" }));
        Assert.Equal(Enumerable.Range(0, penguins.Table.Rows).Where(row => bill.Text(row) == "39.1"), Find(new RowChoice { Search = "bill_length_mm=39.1" }));
    }

    [Fact]
    public void A_part_of_a_chart_has_as_many_rows_as_it_shows()
    {
        var metrics = (ClassificationMetrics)inspection.Report!.Metrics!;
        for (int t = 0; t < 3; t++)
            for (int k = 0; k < 3; k++)
                Assert.Equal(metrics.Confusion[t][k], Find(new RowChoice { Filter = new ConfusionCell(t, k) }).Length);
        for (int bin = 0; bin < Calibration.DefaultBins; bin++)
            Assert.Equal(inspection.Calibration!.Bins[bin].Rows, Find(new RowChoice { Filter = new CalibrationRows(bin) }).Length);
    }

    [Fact]
    public void So_has_a_part_of_the_charts_of_numbers()
    {
        Model model = Model.Train(penguins.Table, "body_mass_g", new ModelOptions { Recipe = "plain", Hidden = [4], Epochs = 4, Threads = 1 });
        Inspection numbers = All(Inspection.Of(model, "mass", penguins.Table, "penguins.csv"));
        PairCounts pairs = numbers.Pairs!;
        int sum = 0;
        for (int across = 0; across < pairs.Bins.Count; across++)
        {
            for (int up = 0; up < pairs.Bins.Count; up++)
            {
                int found = RowFinder.Find(numbers, new RowChoice { Filter = new ScatterRows(pairs.Bins, across, up) }).Length;
                Assert.Equal(pairs[across, up], found);
                sum += found;
            }
        }
        Assert.Equal(numbers.Report!.Rows, sum);
        for (int bin = 0; bin < numbers.Residuals!.Counts.Count; bin++)
            Assert.Equal(numbers.Residuals.Counts[bin], RowFinder.Find(numbers, new RowChoice { Filter = new ResidualRows(numbers.Residuals, bin) }).Length);
        // Rows without a weight are predicted, too; without a truth they stand last, however they are sorted.
        int[] unknown = [.. Enumerable.Range(0, penguins.Table.Rows).Where(row => !numbers.Results.HasTruth(row))];
        Assert.NotEmpty(unknown);
        Assert.Equal(unknown, RowFinder.Find(numbers, new RowChoice { Order = RowOrder.Error, IsDescending = true })[^unknown.Length..]);
    }

    [Fact]
    public void A_row_is_explained_and_can_be_stepped_through()
    {
        RowView view = RowView.Explain(inspection, 16);
        Assert.Null(view.Problem);
        Assert.Equal(view.Prediction.Probability, view.Why!.Value, 1e-5);
        Assert.Equal(view.Why.Value - view.Why.Baseline, view.Why.Sum, 1e-5);
        var lesson = view.Lesson(inspection)!;
        Assert.Equal("penguins, row 17", lesson.Title);
        Assert.Equal(penguins.Model.Inputs!.InputNames, lesson.InputNames);
        Assert.Equal(penguins.Model.Labels, lesson.OutputNames);
        Assert.Equal(Results.Error(16), lesson.Numbers().Error, 1e-5);
    }

    [Fact]
    public void What_cannot_be_computed_leaves_the_rest()
    {
        RowView view = RowView.Explain(inspection, 16, of: "no such class");
        Assert.Null(view.Why);
        Assert.Contains("no such class", view.Problem, StringComparison.Ordinal);
        Assert.Equal(Results.Error(16), view.Lesson(inspection)!.Numbers().Error, 1e-5);
    }

    [Fact]
    public void Data_without_the_target_are_predicted_and_say_what_they_lack()
    {
        var table = new Table([.. penguins.Table.Columns.Where(column => column.Name != "species")]);
        Inspection predicted = Inspection.Of(penguins.Model, "penguins", table, "new.csv");
        Assert.Null(predicted.Report);
        Assert.Null(predicted.Calibration);
        RowView view = RowView.Explain(predicted, 0);
        Assert.NotNull(view.Why);
        Assert.Null(view.Lesson(predicted));
        Assert.Contains("no target", view.Problem, StringComparison.Ordinal);
    }
}
