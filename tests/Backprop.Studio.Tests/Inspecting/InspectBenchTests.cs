using Backprop.Studio.Inspecting;

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
        var choices = Enumerable.Range(0, 200).Select(n => new RowChoice { Search = n % 2 == 0 ? "" : "island=Dream" }).ToArray();
        await Task.WhenAll(choices.Select(bench.Choose));
        Assert.Equal(choices[^1], bench.Choice);
        Assert.Equal(124, bench.Found.Count);
    }

    [Fact]
    public async Task A_row_is_gone_to_on_its_page_and_also_where_it_was_not_found()
    {
        using InspectBench bench = await Open();
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

    private async Task<InspectBench> Open()
    {
        var bench = new InspectBench();
        await bench.OpenModel("penguins", () => penguins.Model);
        await bench.OpenData(DataOrigin.Of("penguins.csv", await File.ReadAllBytesAsync(PenguinsModel.Data, TestContext.Current.CancellationToken)));
        return bench;
    }
}
