using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class DistributionShiftTests
{
    private static readonly Func<Random, double>[] Distributions =
    [
        Normal,
        random => random.NextDouble(),
        random => Math.Exp(2 * Normal(random)),
        random => Normal(random) / Normal(random),
        random => random.Next(100) == 0 ? 1 : 0,
        random => random.Next(2),
        random => random.Next(10) == 0 ? Math.Exp(Normal(random)) : 0,
        random => random.Next(50) == 0 ? double.NaN : random.Next(5),
        random => random.Next(2) == 0 ? -10 + Normal(random) : 10 + Normal(random),
    ];

    [Theory]
    [InlineData(NumberScaling.Standard, 0.2)]
    [InlineData(NumberScaling.Standard, 0.5)]
    [InlineData(NumberScaling.Robust, 0.2)]
    [InlineData(NumberScaling.Robust, 0.5)]
    public void Random_splits_are_not_reported(NumberScaling scaling, double share)
    {
        int notes = 0;
        for (int seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            int rows = 60 + random.Next(600), tested = (int)(share * rows);
            var table = Of([.. Distributions.Select((draw, c) => Numbers($"x{c}", [.. Enumerable.Range(0, rows).Select(_ => draw(random))]))]);
            int[] all = table.All();
            var encoder = InputEncoder.Fit(table, all[tested..], new EncodingOptions { Scaling = scaling, Keep = [.. table.Columns.Select(column => column.Name)] });
            notes += Shifts(encoder.Encode(table, all[..tested])).Length;
        }
        Assert.Equal(0, notes);
    }

    [Theory]
    [InlineData(NumberScaling.Standard)]
    [InlineData(NumberScaling.Robust)]
    public void A_clear_shift_is_reported_with_its_column(NumberScaling scaling)
    {
        var random = new Random(1);
        var (training, test) = (Drawn(random, 300, _ => 0), Drawn(random, 100, column => column == 1 ? 1.2 : 0));
        var encoder = InputEncoder.Fit(training, training.All(), new EncodingOptions { Scaling = scaling });
        var note = Assert.Single(Shifts(encoder.Encode(test)));
        Assert.Equal(("x1", 100), (note.Column, note.Rows));
        Assert.Matches(scaling == NumberScaling.Standard
            ? "^column 'x1': 100 values have the mean 1.[0-9]+, those of the training rows -?0.[0-9]+ with standard deviation [01].?[0-9]*:"
            : "^column 'x1': 100 values are to [89][0-9] % above the median of the training rows, -?0.[0-9]+:", note.ToString());
        // Too few rows say nothing.
        Assert.Empty(Shifts(encoder.Encode(test, [.. Enumerable.Range(0, 29)])));
    }

    [Fact]
    public void A_column_that_has_one_value_elsewhere_is_reported()
    {
        var encoder = InputEncoder.Fit(Drawn(new Random(1), 300, _ => 0), [.. Enumerable.Range(0, 300)]);
        var note = Assert.Single(Shifts(encoder.Encode(Of(Numbers("x0", [.. Enumerable.Repeat(1.5, 40)]), Numbers("x1", new double[40]), Numbers("x2", new double[40])))));
        Assert.Contains("40 values have the mean 1.5,", note.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_value_far_away_is_not_a_shift()
    {
        var random = new Random(1);
        var encoder = InputEncoder.Fit(Drawn(random, 300, _ => 0), [.. Enumerable.Range(0, 300)]);
        var test = Drawn(random, 60, _ => 0);
        double[] values = [.. ((NumberColumn)test.Columns[0]).Values];
        values[7] = 1e9;
        var notes = encoder.Encode(Of(Numbers("x0", values), test.Columns[1], test.Columns[2])).Notes;
        Assert.Equal(EncodingNoteKind.FarValues, Assert.Single(notes).Kind);
    }

    [Fact]
    public void Later_dates_are_reported_as_dates()
    {
        DateColumn Days(int first) => new("day", [.. Enumerable.Range(0, 100).Select(day => (double)(first + day))]);
        var encoder = Of(Days(18262)).Fit();
        Assert.Contains("100 values have the mean 2020-05-", Assert.Single(Shifts(encoder.Encode(Of(Days(18362))))).ToString(), StringComparison.Ordinal);
        Assert.Empty(Shifts(encoder.Encode(Of(Days(18263)))));
    }

    [Fact]
    public void Many_shifted_columns_are_summarized()
    {
        Table Wide(double by) => Of([.. Enumerable.Range(0, 40).Select(c => Numbers($"x{c}", [.. Enumerable.Range(0, 50).Select(n => n % 7 + by)]))]);
        var notes = Shifts(Wide(0).Fit().Encode(Wide(5)));
        Assert.Equal(6, notes.Length);
        Assert.Equal("35 more columns differ as much from the training rows", notes[^1].ToString());
    }

    [Fact]
    public void Targets_that_lie_elsewhere_are_reported()
    {
        var random = new Random(1);
        var (training, test) = (Drawn(random, 300, _ => 0), Drawn(random, 100, _ => 1.5));
        var encoder = TargetEncoder.Fit(training, training.All(), ["x0"], TargetTask.Regression);
        Assert.Equal("x0", Assert.Single(encoder.Encode(test, test.All()).Notes).Column);
        Assert.Empty(encoder.Encode(training, training.All()).Notes);
    }

    private static EncodingNote[] Shifts(EncodedInputs inputs) => [.. inputs.Notes.Where(note => note.Kind == EncodingNoteKind.ShiftedValues)];

    private static Table Drawn(Random random, int rows, Func<int, double> shift) =>
        Of([.. Enumerable.Range(0, 3).Select(c => Numbers($"x{c}", [.. Enumerable.Range(0, rows).Select(_ => shift(c) + Normal(random))]))]);

    private static double Normal(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
}
