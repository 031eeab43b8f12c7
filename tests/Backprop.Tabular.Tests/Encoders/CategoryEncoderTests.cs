using Backprop.Layers;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class CategoryEncoderTests
{
    [Fact]
    public void Labels_are_ordered_by_count_and_then_by_text()
    {
        var table = Of(Labels("island", "C", "B", "A", "C"));
        var encoder = table.Fit();
        Assert.Equal(["island = C", "island = A", "island = B"], encoder.InputNames);
        var inputs = encoder.Encode(table);
        Assert.Equal([1, 0, 0, 1], inputs.Column(0));
        Assert.Equal([0, 0, 1, 0], inputs.Column(1));
        Assert.Equal([0, 1, 0, 0], inputs.Column(2));
    }

    [Fact]
    public void Missing_labels_have_an_input_where_training_rows_had_some()
    {
        var encoder = Of(Labels("sex", "m", null, "f", "m")).Fit();
        Assert.Equal(["sex = m", "sex = f", "sex missing"], encoder.InputNames);
        Assert.Equal([0, 1], encoder.Encode(Of(Labels("sex", "m", null))).Column(2));
    }

    [Fact]
    public void A_label_missing_for_the_first_time_sets_no_input_and_is_reported()
    {
        var inputs = Of(Labels("sex", "m", "f")).Fit().Encode(Of(Labels("sex", null, "f")));
        Assert.Equal([0, 0], inputs.Values.Row(0));
        Assert.Equal(EncodingNoteKind.UnexpectedMissing, Assert.Single(inputs.Notes).Kind);
    }

    [Fact]
    public void Rare_and_unseen_labels_share_an_input_and_only_unseen_ones_are_reported()
    {
        string[] labels = [.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 28), "rare", "odd"];
        var encoder = Of(Labels("x", labels)).Fit();
        Assert.Equal(["x = a", "x = b", "x other"], encoder.InputNames);
        var inputs = encoder.Encode(Of(Labels("x", "a", "rare", "new", "z", "new")));
        Assert.Equal([0, 1, 1, 1, 1], inputs.Column(2));
        var note = Assert.Single(inputs.Notes);
        Assert.Equal("column 'x': 3 rows with labels that are in no training row ('new', 'z')", note.ToString());
    }

    [Fact]
    public void Unseen_labels_set_no_input_where_none_was_rare()
    {
        var inputs = Of(Labels("x", "a", "b")).Fit().Encode(Of(Labels("x", "c")));
        Assert.Equal([0, 0], inputs.Values.Row(0));
        Assert.Equal(["c"], Assert.Single(inputs.Notes).Labels);
    }

    [Fact]
    public void Columns_of_many_labels_can_become_codes()
    {
        string?[] labels = [.. Enumerable.Repeat("a", 30), .. Enumerable.Repeat("b", 28), "rare", "odd", null];
        var table = Of(Labels("x", labels), Labels("y", [.. labels.Select(label => label is null ? "q" : "p")]));
        var encoder = InputEncoder.Fit(table, Enumerable.Range(0, 61).ToArray(), new EncodingOptions { CodesFrom = 2 });
        Assert.Equal(["x", "y = p", "y other"], encoder.InputNames);
        Assert.Equal([new CodedInput(0, 4)], encoder.Codes);
        var inputs = encoder.Encode(Of(Labels("x", "b", "a", "rare", "new", null), Labels("y", "p", "p", "p", "p", "p")));
        Assert.Equal([1, 0, 2, 2, 3], inputs.Column(0));
        Assert.Equal(["new"], Assert.Single(inputs.Notes).Labels);
        var read = InputEncoder.Read(Parse(Json(encoder.Write)));
        Assert.Equal(encoder.Codes, read.Codes);
        Assert.Equal(inputs.Column(0), read.Encode(Of(Labels("x", "b", "a", "rare", "new", null), Labels("y", "p", "p", "p", "p", "p"))).Column(0));
    }

    [Fact]
    public void A_label_without_a_code_of_its_own_or_of_others_is_none()
    {
        var encoder = InputEncoder.Fit(Of(Labels("x", "a", "b", "c")), [0, 1, 2], new EncodingOptions { CodesFrom = 3 });
        Assert.Equal([new CodedInput(0, 3)], encoder.Codes);
        Assert.Equal([2, -1, -1], encoder.Encode(Of(Labels("x", "c", "d", null))).Column(0));
    }

    [Fact]
    public void Labels_that_only_other_rows_have_are_not_learned()
    {
        var encoder = InputEncoder.Fit(Of(Labels("x", "a", "b", "c")), [0, 1]);
        Assert.Equal(["x = a", "x = b"], encoder.InputNames);
    }

    [Fact]
    public void Every_label_that_has_enough_rows_has_an_input_of_its_own()
    {
        var encoder = Of(Labels("x", [.. Enumerable.Range(0, 900).Select(i => $"label {i % 300:000}")])).Fit();
        Assert.Equal(300, encoder.Inputs);
        Assert.Null(((CategoryEncoder)encoder.Columns[0]).SharingNote);
    }

    [Fact]
    public void Where_labels_have_few_rows_each_half_of_their_mean_is_enough()
    {
        // 2,000 labels of 7 rows each, and 10 of one row: half of the mean is 3 rows, where 10 would leave none.
        var encoder = Of(Labels("x", [.. Enumerable.Range(0, 14_010).Select(i => i < 14_000 ? $"label {i % 2000}" : $"rare {i}")])).Fit();
        var category = (CategoryEncoder)encoder.Columns[0];
        Assert.Equal((2000, 10), (category.Labels.Count, category.Rare!.Count));
        Assert.Equal("column 'x': 2,000 of its labels have separate inputs; 10 rarer ones share one", category.SharingNote);
    }

    [Fact]
    public void In_long_tables_memory_limits_the_labels_to_the_most_frequent()
    {
        const int Rows = 500_000;
        string[] labels = [.. Enumerable.Range(0, 200).Select(k => $"{k:000}")];
        var column = new CategoryColumn("x", labels, [.. Enumerable.Range(0, Rows).Select(n => n % 200)]);
        var category = (CategoryEncoder)InputEncoder.Fit(Of(column), [.. Enumerable.Range(0, Rows)]).Columns[0];
        Assert.Equal((134, 66), (category.Labels.Count, category.Rare!.Count));
    }

    [Fact]
    public void Names_are_excluded()
    {
        var names = Labels("name", [.. Enumerable.Range(0, 60).Select(i => $"person {i}")]);
        var table = Of(names, Labels("x", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a" : "b")]));
        Assert.Equal("column 'name' is excluded: 60 different texts in 60 rows, names rather than categories", Assert.Single(table.Fit().Ignored).ToString());
    }

    [Fact]
    public void A_short_table_keeps_its_few_labels() => Assert.Equal(3, Of(Labels("x", "red", "green", "blue")).Fit().Inputs);

    [Fact]
    public void Booleans_are_known_in_any_case()
    {
        var encoder = Of(Booleans("alone", "True", "False", "True")).Fit();
        Assert.Equal(["alone = True", "alone = False"], encoder.InputNames);
        Assert.Equal([1, 0], encoder.Encode(Of(Booleans("alone", "true", "FALSE"))).Column(0));
    }

    [Fact]
    public void Labels_read_as_numbers_are_found_by_their_text()
    {
        var encoder = Of(Labels("class", "1", "2", "2")).Fit();
        Assert.Equal([0, 1], encoder.Encode(Of(Numbers("class", 1, 2))).Column(0));
        Assert.Equal([0, 1], encoder.Encode(Of(Labels("class", "1.0", "2.0"))).Column(0));
    }
}
