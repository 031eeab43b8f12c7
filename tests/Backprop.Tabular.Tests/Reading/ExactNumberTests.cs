using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Numbers that differ in the file differ in the table, and labels keep their spelling.</summary>
public sealed class ExactNumberTests
{
    [Theory]
    [InlineData("30000001 30000002 30000003")]
    [InlineData("1700000000 1700000001 1700000002")]
    [InlineData("5812345.12 5812345.13")]
    [InlineData("2460000.25 2460000.26")]
    [InlineData("4006381333931 4006381333932")]
    [InlineData("9007199254740991 9007199254740992")]
    public void Neighbours_stay_apart(string numbers)
    {
        var column = Assert.IsType<NumberColumn>(Texts.Read("a,b\n" + string.Concat(numbers.Split(' ').Select(number => $"{number},x\n"))).Columns[0]);
        Assert.Equal(numbers.Split(' ').Select(double.Parse), column.Values.ToArray());
    }

    [Fact]
    public void Whole_numbers_that_no_double_equals_stay_text_with_a_note()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"{9007199254740993 + 2 * i},x\n"));
        var source = Texts.Open("account,b\n" + rows);
        var column = Assert.IsType<CategoryColumn>(source.Table.Columns[0]);
        Assert.Equal(20, column.Labels.Count);
        Assert.Contains("beyond 2^53, such as 9007199254740993", Assert.Single(source.Report.Notes), StringComparison.Ordinal);
        Assert.IsType<NumberColumn>(Texts.Read("account,b\n" + rows, new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["account"] = ColumnType.Number } }).Columns[0]);
    }

    [Fact]
    public void They_are_also_seen_behind_the_first_thousand_rows()
    {
        string rows = string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i},x\n"));
        Assert.IsType<CategoryColumn>(Texts.Read("account,b\n" + rows + "9007199254740993,x\n").Columns[0]);
    }

    [Theory]
    [InlineData("02138 10001 00501 02138", "00501 02138 10001")]
    [InlineData("2.1 2.10 2.2 2.1", "2.1 2.10 2.2")]
    [InlineData("1E2 100 1E2 7", "7 100 1E2")]
    [InlineData("$5 $10 $5 $7", "$10 $5 $7")]
    [InlineData("1.0 2.0 1.0 2.0", "1.0 2.0")]
    [InlineData("1 2 1 2", "1 2")]
    [InlineData("NA 007 1 NA", "1 007")]
    public void Classes_keep_their_spelling(string cells, string classes)
    {
        string text = "t,x\n" + string.Concat(Enumerable.Repeat(cells.Split(' '), 5).SelectMany(repeated => repeated).Select((cell, i) => $"{cell},{i % 7}\n"));
        foreach (var options in new[] { new ReadOptions(), new ReadOptions { Targets = ["t"] } })
        {
            var model = Model.Train(Texts.Read(text, options), "t", new ModelOptions { Recipe = "plain", Task = Backprop.Tabular.Encoders.TargetTask.Classification, Epochs = 1, TestFraction = 0 });
            Assert.Equal(classes.Split(' '), model.Labels);
            // The same labels are known in further data.
            Assert.DoesNotContain(model.Evaluate(Texts.Read(text, new ReadOptions { Format = model.Format })).Notes, note => note.Kind == Backprop.Tabular.Encoders.EncodingNoteKind.UnseenTargetLabels);
        }
    }

    [Fact]
    public void Texts_of_numbers_are_kept_for_targets_only_where_targets_are_named()
    {
        const string Text = "a,b\n1.0,1.0\n2.0,2.0\n";
        var table = Texts.Read(Text, new ReadOptions { Targets = ["b"] });
        Assert.Null(((NumberColumn)table.Columns[0]).AsWritten);
        Assert.Equal(["1.0", "2.0"], ((NumberColumn)table.Columns[1]).AsWritten!.Labels);
        // Beyond a thousand, they are hardly classes.
        string many = "a,b\n" + string.Concat(Enumerable.Range(0, 1500).Select(i => $"{i}.0,{i}.0\n"));
        Assert.Null(((NumberColumn)Texts.Read(many).Columns[0]).AsWritten);
        Assert.Equal(1500, ((NumberColumn)Texts.Read(many, new ReadOptions { Targets = ["a"] }).Columns[0]).AsWritten!.Labels.Count);
    }

    [Fact]
    public void A_target_with_a_large_offset_keeps_its_digits()
    {
        // t = 10,000,000,000 + x/1000: single precision would know no two of these numbers apart.
        string text = "t,x\n" + string.Concat(Enumerable.Range(0, 400).Select(i => FormattableString.Invariant($"{10_000_000_000 + i * 7 % 400 / 1000m},{i * 7 % 400}\n")));
        var model = Model.Train(Texts.Read(text), "t", new ModelOptions { Recipe = "plain", Epochs = 60 });
        Assert.True(model.Test.R2 > 0.95, $"r2 {model.Test.R2}");
        Assert.InRange(model.Predict(new { x = 200 }).Value, 10_000_000_000.15, 10_000_000_000.25);
    }

    [Fact]
    public void Keys_that_come_again_are_classes()
    {
        string text = "x,key\n" + string.Concat(Enumerable.Range(0, 48).Select(i => $"{i},{9007199254740993 + i % 12}\n"));
        var source = Texts.Open(text, new ReadOptions { Targets = ["key"] });
        Assert.Equal(12, Assert.IsType<CategoryColumn>(source.Table.Columns[1]).Labels.Count);
    }
}
