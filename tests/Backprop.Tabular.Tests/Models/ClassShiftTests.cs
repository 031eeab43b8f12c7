using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Models;

public class ClassShiftTests
{
    [Fact]
    public void Classes_with_another_share_are_reported()
    {
        int[] rows = [.. Enumerable.Range(0, Penguins.Table.Rows).Where(row => Penguins.Table.Find("species")!.Text(row) == "Gentoo")];
        string note = ClassShift.Note(Penguins.Model, Report(rows))!;
        Assert.Matches("^target 'species': 100 % of these rows are of class 'Gentoo', 3[0-9] % of the training rows:", note);
        Assert.Null(ClassShift.Note(Penguins.Model, Report(rows[..29])));
    }

    [Fact]
    public void Random_rows_are_not_reported()
    {
        var random = new Random(1);
        for (int split = 0; split < 200; split++)
        {
            int[] rows = [.. Enumerable.Range(0, Penguins.Table.Rows)];
            random.Shuffle(rows);
            Assert.Null(ClassShift.Note(Penguins.Model, Report(rows[..(30 + random.Next(200))])));
        }
    }

    private static PartMetrics Report(int[] rows) => Penguins.Model.Evaluate(Penguins.Table.Select(rows)).Report;
}
