using Backprop.Studio.Inspecting;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Tests.Inspecting;

public class InspectBenchTests(PenguinsModel penguins) : IClassFixture<PenguinsModel>
{
    [Fact]
    public async Task Whatever_goes_wrong_in_reading_becomes_words()
    {
        using var bench = new InspectBench();
        await bench.OpenModel("strange", () => throw new NotSupportedException("It is strange."));
        Assert.Equal("It is strange.", bench.ModelProblem);
        Assert.Null(bench.Busy);
    }

    [Fact]
    public async Task Of_many_choices_the_last_is_shown()
    {
        using InspectBench bench = await Open();
        await bench.Show(bench.Sets[^1]);
        var choices = Enumerable.Range(0, 200).Select(n => new RowChoice { Search = n % 2 == 0 ? "" : "island=Dream" }).ToArray();
        await Task.WhenAll(choices.Select(bench.Choose));
        Assert.Equal(choices[^1], bench.Choice);
        Assert.Equal(124, bench.Found.Count);
    }

    [Fact]
    public async Task A_row_is_gone_to_on_its_page_and_also_where_it_was_not_found()
    {
        using InspectBench bench = await Open();
        await bench.Show(bench.Sets[^1]);
        await bench.GoTo(220);
        Assert.Equal((220, 220 / InspectBench.PageRows), (bench.Picked, bench.Page));
        Assert.Equal(220, bench.View!.Row);
        await bench.Choose(new RowChoice { Search = "island=Dream" });
        await bench.GoTo(0);
        Assert.DoesNotContain(0, bench.Found);
        Assert.Equal((0, 0), (bench.Picked, bench.Page));
        await bench.GoTo(1_000_000);
        Assert.Equal(penguins.Table.Rows - 1, bench.Picked);
    }

    [Fact]
    public async Task Metrics_are_those_of_the_rows_that_are_chosen()
    {
        using InspectBench bench = await Open();
        Assert.Equal(["test rows", "validation rows", "training rows", "rows"], bench.Sets.Select(set => set.Words));
        foreach ((RowSet set, PartMetrics report) in bench.Sets.Zip([penguins.Model.Test, penguins.Model.Validation, penguins.Model.Training]).ToArray())
        {
            await bench.Show(set);
            Assert.Equal(report.Metrics!.Values, bench.Inspection!.Report!.Metrics!.Values);
            Assert.Equal(report.Rows, bench.Found.Count);
            Assert.All(bench.Found, row => Assert.Equal(set.Part, bench.Inspection.Parts![row]));
        }
    }

    [Fact]
    public async Task Several_networks_of_the_default_recipe_are_measured_and_explained_as_one_and_not_derived()
    {
        Model model = Model.Train(penguins.Table, "species", new ModelOptions { Hidden = [6], Epochs = 4, Threads = 1 });
        Assert.True(model.Members.Count > 1);
        using InspectBench bench = await Open(model);
        Assert.Equal(["test rows", "training rows", "rows"], bench.Sets.Select(set => set.Words));
        Assert.Equal(model.Test.Metrics!.Values, bench.Inspection!.Report!.Metrics!.Values);
        await bench.Show(bench.Sets[^1]);
        await bench.GoTo(7);
        RowView view = bench.View!;
        Assert.Equal(model.Predict(penguins.Table)[7].ToString(), view.Prediction.ToString());
        Assert.Equal(view.Why!.Value - view.Why.Baseline, view.Why.Sum, 1e-6);
        Assert.Null(view.Derivation);
        Assert.Equal("There is no derivation for layer 1, which is of the kind number-embedding: derivations exist only for dense layers.", view.Problem);
        Assert.Null(view.Lesson(bench.Inspection));
    }

    [Fact]
    public async Task Of_other_data_all_rows_are_shown()
    {
        using InspectBench bench = await Open();
        string[] lines = await File.ReadAllLinesAsync(PenguinsModel.Data, TestContext.Current.CancellationToken);
        await bench.OpenData(DataOrigin.Of("other.csv", System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines[..^1]))));
        Assert.Null(bench.Inspection!.Parts);
        Assert.Equal(penguins.Table.Rows - 1, bench.Found.Count);
        Assert.Single(bench.Sets);
    }

    private async Task<InspectBench> Open(Model? model = null)
    {
        var bench = new InspectBench();
        await bench.OpenModel("penguins", () => model ?? penguins.Model);
        await bench.OpenData(DataOrigin.Of("penguins.csv", await File.ReadAllBytesAsync(PenguinsModel.Data, TestContext.Current.CancellationToken)));
        return bench;
    }
}
