using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class TargetEncoderTests
{
    private static TargetEncoder Classes(Table table, bool oneOutput = true) =>
        TargetEncoder.Fit(table, table.All(), ["t"], TargetTask.Classification, oneOutput: oneOutput);

    private static TargetEncoder Regression(Table table, params string[] targets) =>
        TargetEncoder.Fit(table, table.All(), targets, TargetTask.Regression);

    [Fact]
    public void Classes_are_places_in_the_list_of_labels()
    {
        var targets = Classes(Of(Labels("t", "c", "a", "b"))).Encode(Of(Labels("t", "b", "c")), [0, 1]);
        Assert.Equal([1, 2], targets.Classes);
    }

    [Fact]
    public void Two_classes_share_an_output_unless_each_shall_have_its_own()
    {
        var table = Of(Labels("t", "no", "yes", "no"));
        Assert.Equal(1, Classes(table).Outputs);
        Assert.Equal([1], Classes(table).Encode(table, [1]).Classes);
        Assert.Equal(2, Classes(table, oneOutput: false).Outputs);
        Assert.Equal([1], Classes(table, oneOutput: false).Encode(table, [1]).Classes);
    }

    [Fact]
    public void Numbers_as_classes_stand_in_numeric_order()
    {
        Assert.Equal(["-1", "2", "10"], ((ClassTargets)Classes(Of(Numbers("t", 10, 2, -1, 2)))).Labels);
        Assert.Equal(["-1", "2", "10"], ((ClassTargets)Classes(Of(Labels("t", "10", "2", "-1")))).Labels);
        Assert.Equal(["10", "2", "b"], ((ClassTargets)Classes(Of(Labels("t", "10", "2", "b")))).Labels);
        Assert.Equal(["False", "True"], ((ClassTargets)Classes(Of(Booleans("t", "True", "False")))).Labels);
    }

    [Fact]
    public void Rows_without_a_class_are_excluded_and_unseen_classes_are_reported_apart()
    {
        var encoder = Classes(Of(Labels("t", "a", "b")));
        var targets = encoder.Encode(Of(Labels("t", "b", null, "z", "a")), [3, 2, 1, 0]);
        Assert.Equal([3, 0], targets.Rows);
        Assert.Equal([0, 1], targets.Classes);
        Assert.Equal([2], targets.Unseen);
        Assert.Equal(
            ["target 't': 1 row without a value, excluded", "target 't': 1 row with classes that are in no training row ('z'), always counted as wrong"],
            targets.Notes.Select(note => note.ToString()));
    }

    [Fact]
    public void Numbers_are_standardized_and_come_back_in_their_unit()
    {
        var table = Of(Numbers("t", 10, 20, 30, None), Numbers("u", 1, 3, None, 2));
        var encoder = (NumberTargets)Regression(table, "t", "u");
        var targets = encoder.Encode(table, table.All());
        Assert.Equal([0, 1], targets.Rows);
        Assert.Equal([-1, -1], targets.Values.Row(0));
        Assert.Equal("target 't, u': 2 rows without a value, excluded", Assert.Single(targets.Notes).ToString());
        var values = new double[2];
        encoder.Decode([1, 0.5f], values);
        Assert.Equal([20, 2.5], values);
        Assert.Equal([10, 1, 20, 3], encoder.Values(table, targets.Rows));
    }

    [Fact]
    public void Numbers_can_stay_as_they_are()
    {
        var table = Of(Numbers("t", 10, 20));
        var encoder = TargetEncoder.Fit(table, [0, 1], ["t"], TargetTask.Regression, standardize: false);
        Assert.Equal(20, encoder.Encode(table, [1]).Values[0, 0]);
    }

    [Fact]
    public void Targets_with_nothing_to_learn_are_refused()
    {
        Assert.Contains("'a' in every training row", Error(() => Classes(Of(Labels("t", "a", null, "a")))), StringComparison.Ordinal);
        Assert.Contains("no value in any training row", Error(() => Classes(Of(Labels("t", null, null)))), StringComparison.Ordinal);
        Assert.Contains("No training row has a value", Error(() => Regression(Of(Numbers("t", None)), "t")), StringComparison.Ordinal);
        Assert.Contains("is 3 in every training row", Error(() => Regression(Of(Numbers("t", 3, None, 3)), "t")), StringComparison.Ordinal);
        Assert.Contains("No target column is given", Error(() => Regression(Of(Numbers("t", 3)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_cannot_be_one_are_refused()
    {
        var table = Of(Numbers("t", 1, 2), Numbers("u", 1, 2), new DateColumn("when", [1, 2]), Labels("label", "a", "b"));
        Assert.Contains("(the nearest is 'label')", Error(() => TaskChoice.For(table, ["lable"])), StringComparison.Ordinal);
        Assert.Contains("holds dates", Error(() => TaskChoice.For(table, ["when"])), StringComparison.Ordinal);
        Assert.Contains("expected a number, found 'a'", Error(() => Regression(table, "label")), StringComparison.Ordinal);
        Assert.Contains("given twice", Error(() => Regression(table, "t", "t")), StringComparison.Ordinal);
        Assert.Contains("Classes are learned from one", Error(() => TargetEncoder.Fit(table, [0, 1], ["t", "u"], TargetTask.Classification)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_rows_of_a_thousand_classes_take_a_few_numbers_a_row()
    {
        int[] rows = [.. Enumerable.Range(0, 1_000_000)];
        string[] labels = [.. Enumerable.Range(0, 1000).Select(k => $"class {k:D3}")];
        var table = Of(new CategoryColumn("t", labels, [.. rows.Select(row => row % 1000)]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var targets = TargetEncoder.Fit(table, rows, ["t"], TargetTask.Classification).Encode(table, rows);
        Assert.Equal((1_000_000, 999), (targets.Classes.Length, targets.Classes[999]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
        // Matrices are outside the collected memory; one with a column for each class would be 4 GB.
        Assert.Equal(0, targets.Values.Rows * targets.Values.Columns);
    }

    [Fact]
    public void Json_gives_back_the_same_encoder()
    {
        TargetEncoder[] encoders =
        [
            Classes(Of(Labels("t", "c", "a", "b"))), Classes(Of(Booleans("t", "no", "yes"))), Classes(Of(Labels("t", "c", "a")), oneOutput: false),
            Regression(Of(Numbers("t", 1, 0.1f), Numbers("u", 7, 1e-9f)), "t", "u"),
        ];
        foreach (var encoder in encoders)
        {
            var read = TargetEncoder.Read(Parse(Json(encoder.Write)));
            Assert.Equal(Json(encoder.Write), Json(read.Write));
            Assert.Equal(encoder.Outputs, read.Outputs);
        }
    }

    [Theory]
    [InlineData("""{"kind":"words"}""", "targets.kind: expected classes or numbers, found")]
    [InlineData("""{"kind":"classes","column":"t","labels":["a"],"boolean":false,"outputs":1}""", "at least two labels")]
    [InlineData("""{"kind":"classes","column":"t","labels":["a","b","c"],"boolean":false,"outputs":1}""", "outputs: expected a whole number from 3 to 3")]
    [InlineData("""{"kind":"classes","column":"t","labels":["a","b"],"boolean":0,"outputs":1}""", "boolean: expected true or false")]
    [InlineData("""{"kind":"numbers","columns":[]}""", "at least one column")]
    [InlineData("""{"kind":"numbers","columns":[{"column":"t","mean":0,"deviation":-1}]}""", "columns[0].deviation: expected a number above 0")]
    [InlineData("""{"kind":"numbers","columns":[{"column":"t","mean":0,"deviation":1},{"column":"t","mean":0,"deviation":1}]}""", "different names")]
    public void Json_of_another_form_is_refused_with_its_place(string json, string message) =>
        Assert.Contains(message, Error(() => TargetEncoder.Read(Parse(json))), StringComparison.Ordinal);


    private static string Error(Action action) => Assert.Throws<DataException>(action).Message;
}
