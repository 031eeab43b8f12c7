using Backprop.Numerics.Randomness;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Tabular.Validation;
using CsCheck;

namespace Backprop.Tabular.Tests.Validation;

public sealed class FoldDivisionTests
{
    private static readonly ModelOptions OfKind = new() { Targets = ["kind"] };

    [Fact]
    public void Folds_are_disjoint_complete_and_have_their_share_of_each_class() =>
        Gen.Select(Gen.Int[30, 200], Gen.Int[2, 8], Gen.Int[1, 3], Gen.ULong).Sample((rows, folds, repeats, seed) =>
        {
            var table = Data(rows, seed);
            var labelled = Labelled(table);
            var division = FoldDivision.Of(table, OfKind with { Seed = seed }, new() { Folds = folds, Repeats = repeats });
            Assert.Equal((repeats * folds, labelled.Length), (division.Folds.Count, division.Rows));
            foreach (var same in division.Folds.GroupBy(fold => fold.Repeat))
            {
                Assert.Equal(labelled, same.SelectMany(fold => fold.Test()).Order());
                foreach (var fold in same)
                    Assert.Equal(labelled, fold.Learned().Concat(fold.Test()).Order());
                foreach (string kind in new[] { "a", "b" })
                {
                    int[] counts = [.. same.Select(fold => fold.Test().Count(row => table.Find("kind")!.Text(row) == kind))];
                    Assert.InRange(counts.Max() - counts.Min(), 0, 1);
                }
            }
        }, iter: 50);

    [Fact]
    public void Repeated_divisions_differ_and_the_same_seed_gives_the_same()
    {
        string Of(ulong seed, int repeat) => string.Join(' ', FoldDivision.Of(Data(90, 1), OfKind with { Seed = seed }, new() { Repeats = 2 }).Folds.First(fold => fold.Repeat == repeat).Test());
        Assert.Equal(Of(1, 2), Of(1, 2));
        Assert.Equal(3, new[] { Of(1, 1), Of(1, 2), Of(2, 1) }.Distinct().Count());
    }

    [Fact]
    public void A_group_is_never_trained_and_tested() =>
        Gen.Select(Gen.Int[60, 200], Gen.Int[2, 6], Gen.ULong).Sample((rows, folds, seed) =>
        {
            var table = Data(rows, seed);
            var division = FoldDivision.Of(table, OfKind with { Seed = seed, Group = "group" }, new() { Folds = folds });
            Assert.Equal(Labelled(table), division.Folds.SelectMany(fold => fold.Test()).Order());
            foreach (var fold in division.Folds)
                Assert.Empty(fold.Test().Select(row => table.Find("group")!.Text(row)).Intersect(fold.Learned().Select(row => table.Find("group")!.Text(row))));
        }, iter: 50);

    [Fact]
    public void In_the_order_of_time_no_model_learns_from_later_rows() =>
        Gen.Select(Gen.Int[60, 200], Gen.Int[2, 6], Gen.ULong).Sample((rows, folds, seed) =>
        {
            var table = Data(rows, seed);
            var time = (DateColumn)table.Find("date")!;
            var division = FoldDivision.Of(table, OfKind with { Seed = seed }, new() { Folds = folds, TimeOrder = "date" });
            Assert.Equal(folds, division.Folds.Count);
            int[] before = division.Folds[0].Learned();
            foreach (var fold in division.Folds)
            {
                Assert.Equal(before.Order(), fold.Learned());
                Assert.NotEmpty(fold.Test());
                Assert.True(fold.Learned().Max(row => time.Days[row]) < fold.Test().Min(row => time.Days[row]));
                before = [.. before, .. fold.Test()];
            }
            Assert.Equal(Labelled(table), before.Order());
        }, iter: 50);

    [Theory]
    [InlineData(100, null, null, "59 rows with a target cannot be divided in 100 folds. Choose fewer folds.")]
    [InlineData(20, "group", null, "Column 'group' has 12 groups of rows with a target, but 20 folds need at least one each. Choose fewer folds, or another column.")]
    [InlineData(2, "same", null, "Column 'same' has 1 group of rows with a target, but 2 folds need at least one each. Choose fewer folds, or another column.")]
    [InlineData(2, null, "same", "Column 'same' has 1 different value in rows with a target, but 2 folds in the order of time need at least 3. Choose fewer folds, or another column.")]
    [InlineData(2, null, "gaps", "Column 'gaps', row 4: the value is missing, but every row needs its place in time. Fill it in, or remove the row.")]
    [InlineData(2, null, "label", "Column 'label' holds labels, but only dates and numbers order the rows in time. --column label=date or label=number reads it as such.")]
    [InlineData(2, null, "nope", "The data lack a column that orders the rows in time: 'nope'.")]
    public void What_cannot_be_divided_is_refused(int folds, string? group, string? time, string expected)
    {
        var refused = Assert.Throws<DataException>(() => FoldDivision.Of(Data(60, 1), OfKind with { Group = group }, new() { Folds = folds, TimeOrder = time }));
        Assert.StartsWith(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rare_classes_are_noted()
    {
        string[] kinds = [.. Enumerable.Range(0, 40).Select(row => row == 7 ? "c" : row % 13 == 5 ? "b" : "a")];
        var table = new Table([new NumberColumn("x", [.. kinds.Select((_, n) => (double)n)]), Encoders.TestTables.Labels("kind", kinds)]);
        string note = Assert.Single(FoldDivision.Of(table, OfKind, new()).Notes);
        Assert.StartsWith("target 'kind': 2 classes have fewer rows than there are folds, so that some folds do not test them ('b' has 3, 'c' has 1); a single row of a class", note, StringComparison.Ordinal);
        Assert.Empty(FoldDivision.Of(Data(60, 1), OfKind, new()).Notes);
    }

    /// <summary>Rows of two classes; every 60th has none.</summary>
    private static Table Data(int rows, ulong seed)
    {
        var random = new RandomStream(seed, Purpose.Test);
        int[] all = [.. Enumerable.Range(0, rows)];
        return new Table(
        [
            new NumberColumn("x", [.. all.Select(_ => random.NextDouble())]),
            new NumberColumn("same", [.. all.Select(_ => 1.0)]),
            new NumberColumn("gaps", [.. all.Select(row => row == 3 ? double.NaN : row)]),
            new DateColumn("date", [.. all.Select(_ => 20000.0 + random.NextInt(40))]),
            Encoders.TestTables.Labels("label", [.. all.Select(row => row % 2 == 0 ? "even" : "odd")]),
            Encoders.TestTables.Labels("group", [.. all.Select(row => $"g{row * 7 % 12}")]),
            Encoders.TestTables.Labels("kind", [.. all.Select(row => row % 60 == 59 ? null : random.NextInt(3) == 0 ? "b" : "a")]),
        ]);
    }

    private static int[] Labelled(Table table) => [.. Enumerable.Range(0, table.Rows).Where(row => !table.Find("kind")!.IsMissing(row))];
}
