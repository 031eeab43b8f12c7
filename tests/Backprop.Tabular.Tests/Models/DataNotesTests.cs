using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Models;

/// <summary>Notes on the data are made on evidence.</summary>
public class DataNotesTests
{
    private static readonly ModelOptions AllRows = new() { Recipe = "plain", Targets = ["t"], TestFraction = 0, ValidationFraction = 0 };

    [Fact]
    public void A_column_that_is_the_target_under_another_name_is_reported()
    {
        string[] survived = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? "yes" : "no")];
        var table = Of(
            Labels("t", survived), Labels("alive", [.. survived.Select(label => label == "yes" ? "alive" : "dead")]),
            Numbers("code", [.. survived.Select(label => label == "yes" ? 7.0 : 3)]), Labels("half", [.. survived.Select((label, i) => i == 39 ? "no" : label)]),
            Labels("gap", [.. survived.Select((label, i) => i == 39 ? null : label)]), Labels("body", [.. survived.Select(label => label == "yes" ? "found" : null)]));
        var notes = TrainingPlan.Prepare(table, AllRows).Notes;
        Assert.Equal(["alive", "code", "body"], notes.Select(note => note.Split('\'')[1]));
        Assert.Contains("determines the target by itself: each of its 2 values goes with one class in all 40 training rows", notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(20, 2)]
    [InlineData(40, 40)]
    [InlineData(60, 20)]
    public void Few_rows_or_many_values_are_no_evidence(int rows, int classes)
    {
        string[] labels = [.. Enumerable.Range(0, rows).Select(row => $"c{row % classes}")];
        var table = Of(Labels("t", labels), Numbers("x", [.. Enumerable.Range(0, rows).Select(row => row % classes + 0.5)]));
        Assert.Empty(TrainingPlan.Prepare(table, AllRows).Notes);
    }

    [Fact]
    public void A_rare_class_does_not_hide_it()
    {
        string[] labels = [.. Enumerable.Range(0, 100).Select(row => row < 2 ? "rare" : row % 2 == 0 ? "even" : "odd")];
        var table = Of(Labels("t", labels), Labels("u", [.. labels.Select(label => label[..1])]));
        Assert.Single(TrainingPlan.Prepare(table, AllRows).Notes);
        Assert.Empty(TrainingPlan.Prepare(table.Select(Enumerable.Range(0, 100).Where(row => row < 2 || row % 2 == 0)), AllRows).Notes);
    }

    [Fact]
    public void Test_rows_that_stand_in_the_training_rows_are_counted()
    {
        // 30 rows, each ten times: whatever the split, every test row has a copy.
        double[] x = [.. Enumerable.Range(0, 300).Select(row => row % 30 / 7.0)];
        string[] labels = [.. Enumerable.Range(0, 300).Select(row => row % 30 * 7 % 5 < 2 ? "a" : "b")];
        string Copies(ModelOptions options, params Column[] columns) =>
            TrainingPlan.Prepare(Of(columns), options with { Targets = ["t"] }).Notes.SingleOrDefault(note => note.Contains("the inputs and the target", StringComparison.Ordinal)) ?? "";
        var usual = new ModelOptions { Recipe = "plain" };
        Assert.StartsWith("60 of 60 test rows have the inputs and the target of a training row", Copies(usual, Numbers("x", x), Labels("t", labels)), StringComparison.Ordinal);
        // Numbers as targets, and several of them.
        Assert.StartsWith("60 of 60 test rows", Copies(usual, Numbers("x", x), Numbers("t", [.. x.Select(value => value * value)])), StringComparison.Ordinal);
        // The same inputs with another target are another row.
        Assert.Equal("", Copies(usual, Numbers("x", x), Numbers("t", [.. x.Select((value, row) => value + row)])));
        // Copies of a group stay on one side.
        Assert.Equal("", Copies(usual with { Group = "g" }, Numbers("x", x), Labels("t", labels), Numbers("g", [.. Enumerable.Range(0, 300).Select(row => row % 30 + 0.5)])));
        // Test rows of a file of their own.
        var test = Of(Numbers("x", x[0], 99, x[0]), Labels("t", labels[0], labels[0], labels[0] == "a" ? "b" : "a"));
        Assert.StartsWith("1 of 3 test rows has", Copies(usual with { TestTable = test }, Numbers("x", x), Labels("t", labels)), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_stay_on_one_side_of_every_split_and_are_no_input()
    {
        int[] patient = [.. Enumerable.Range(0, 200).Select(row => row / 5)];
        // Each patient has a value of their own, so that parts can be compared by it.
        var table = Of(
            Numbers("patient", [.. patient.Select(p => (double)p)]), Numbers("x", [.. patient.Select(p => p * 1.25)]), Numbers("y", [.. patient.Select((p, row) => p * 0.5 + row % 5)]));
        var plan = TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["y"], Group = "patient" });
        Assert.Equal((130, 30, 40), (plan.TrainingRows, plan.ValidationRows, plan.TestRows));
        Assert.Equal(["x"], plan.Inputs!.InputNames);
        Assert.Empty(Inputs(plan.Training).Intersect(Inputs(plan.Validation)));
        var model = plan.Train();
        Assert.Equal("patient", model.Record!.Settings.Single(setting => setting.Key == "group").Value);
    }

    [Fact]
    public void Too_few_groups_or_rows_without_one_are_errors()
    {
        var table = Of(Numbers("x", 1, 2, 3, 4), Labels("g", "a", "a", "b", "b"), Labels("gap", "a", null, "b", "c"), Numbers("y", 1.5, 2, 3, 4));
        string Error(string group, double? validation = null) => Assert.Throws<DataException>(
            () => TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["y"], Group = group, ValidationFraction = validation })).Message;
        Assert.Contains("'g' has 2 groups of rows with a target, but training, validation, test need at least one each", Error("g"), StringComparison.Ordinal);
        Assert.Contains("Column 'gap', row 2: the value is missing", Error("gap"), StringComparison.Ordinal);
        Assert.Contains("(the nearest is 'gap')", Error("gaps"), StringComparison.Ordinal);
        var plan = TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["y"], Group = "g", ValidationFraction = 0 });
        Assert.Equal((2, 2), (plan.TrainingRows, plan.TestRows));
    }

    [Fact]
    public void Test_rows_of_a_table_of_their_own_that_are_of_a_training_group_are_counted()
    {
        double[] x = [.. Enumerable.Range(0, 40).Select(row => row / 7.0)];
        var table = Of(Labels("g", [.. Enumerable.Range(0, 40).Select(row => $"p{row / 4}")]), Numbers("x", x), Numbers("t", [.. x.Select(value => 2 * value)]));
        var test = Of(Labels("g", "p0", "new", null, "p1"), Numbers("x", 91, 92, 93, 94), Numbers("t", 1, 2, 3, 4));
        string[] Notes(Table apart) =>
            [.. TrainingPlan.Prepare(table, new ModelOptions { Recipe = "plain", Targets = ["t"], Group = "g", ValidationFraction = 0, TestTable = apart }).Notes.Where(note => note.Contains("groups", StringComparison.Ordinal))];
        Assert.Equal(["2 of 4 test rows are in groups of 'g' that also have training rows"], Notes(test));
        Assert.Empty(Notes(new Table([.. test.Columns.Skip(1)])));
    }

    [Fact]
    public void Whole_numbers_in_the_order_of_rows_that_are_sorted_by_class_are_reported()
    {
        string[] sorted = [.. Enumerable.Range(0, 60).Select(row => row < 30 ? "no" : "yes")], mixed = [.. Enumerable.Range(0, 60).Select(row => row % 3 == 0 ? "no" : "yes")];
        double[] noise = [.. Enumerable.Range(0, 60).Select(row => row * 7 % 11 / 3.0)], gaps = [.. Enumerable.Range(0, 60).Select(row => 900.0 + row * 3 + row % 2)];
        IReadOnlyList<string> Notes(double[] x, string[] classes) => TrainingPlan.Prepare(Of(Numbers("x", x), Numbers("noise", noise), Labels("t", classes)), AllRows).Notes;
        Assert.StartsWith("column 'x' is in the order of the rows, which are sorted by the target", Assert.Single(Notes(gaps, sorted)), StringComparison.Ordinal);
        Assert.Single(Notes([.. gaps.Reverse()], sorted));
        Assert.Empty(Notes(gaps, mixed));
        Assert.Empty(Notes([.. gaps.Select(x => x / 7)], sorted));
    }

    [Fact]
    public void Classes_that_spell_one_number_are_named()
    {
        var table = Of(Numbers("x", [.. Enumerable.Range(0, 40).Select(row => row * 7 % 11 / 3.0)]), Labels("t", [.. Enumerable.Range(0, 40).Select(row => new[] { "2.1", "2.10", "2.2", "nan", "NaN" }[row % 5])]));
        Assert.Equal(
            "target 't': '2.1' and '2.10' spell the same number, but are learned as different classes. If they are one class, spell them alike",
            Assert.Single(TrainingPlan.Prepare(table, AllRows).Notes));
    }

    private static float[] Inputs(Training.Examples examples) => [.. Enumerable.Range(0, examples.Count).Select(row => examples.Inputs[row, 0])];
}
