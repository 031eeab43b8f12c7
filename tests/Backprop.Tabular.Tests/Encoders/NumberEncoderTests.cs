using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class NumberEncoderTests
{
    [Fact]
    public void Numbers_become_deviations_from_the_mean_of_the_training_rows()
    {
        // Mean of 2, 4, 6, 8 is 5; squares 9 + 1 + 1 + 9 = 20, divided by 4 is 5. Row 4 is no training row.
        var table = Of(Numbers("x", 2, 4, 6, 8, 9));
        var encoder = InputEncoder.Fit(table, [0, 1, 2, 3]);
        var number = Assert.IsType<NumberEncoder>(Assert.Single(encoder.Columns));
        Assert.Equal(new Standardization(5, Math.Sqrt(5)), number.Scale);
        Assert.Equal([(float)(-3 / Math.Sqrt(5)), (float)(4 / Math.Sqrt(5))], encoder.Encode(table, [0, 4]).Column(0));
        Assert.Equal(["x"], encoder.InputNames);
    }

    [Fact]
    public void Missing_numbers_stand_at_the_mean_and_say_so_in_an_input_of_their_own()
    {
        var table = Of(Numbers("x", 1, None, 3));
        var encoder = table.Fit();
        Assert.Equal(["x", "x missing"], encoder.InputNames);
        var inputs = encoder.Encode(table);
        Assert.Equal([-1, 0, 1], inputs.Column(0));
        Assert.Equal([0, 1, 0], inputs.Column(1));
        Assert.Empty(inputs.Notes);
    }

    [Fact]
    public void A_number_missing_for_the_first_time_stands_at_the_mean_and_is_reported()
    {
        var inputs = Of(Numbers("x", 1, 3)).Fit().Encode(Of(Numbers("x", None, 3.5f, None)));
        Assert.Equal([0, 1.5f, 0], inputs.Column(0));
        Assert.Equal(new EncodingNote(EncodingNoteKind.UnexpectedMissing, "x", 2, []).ToString(), Assert.Single(inputs.Notes).ToString());
    }

    [Fact]
    public void Columns_that_say_nothing_are_excluded_with_the_reason()
    {
        var table = Of(Numbers("x", 1, 2, 3), Numbers("constant", 7, 7, 7), Numbers("empty", None, None, None));
        Assert.Equal(
            [new IgnoredColumn("constant", "one value only, 7"), new IgnoredColumn("empty", "no value in the training rows")],
            table.Fit().Ignored);
    }

    [Fact]
    public void One_value_or_none_becomes_the_input_that_tells_which()
    {
        var encoder = Of(Numbers("x", 7, None, 7)).Fit();
        Assert.Equal(["x missing"], encoder.InputNames);
        Assert.Equal([0, 1, 0], encoder.Encode(Of(Numbers("x", 7, None, 9))).Column(0));
    }

    [Fact]
    public void An_infinite_value_is_refused_with_its_row()
    {
        var exception = Assert.Throws<DataException>(() => Of(Numbers("x", 1, float.PositiveInfinity)).Fit());
        Assert.Contains("Column 'x', row 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_leaves_single_precision_is_refused()
    {
        var encoder = InputEncoder.Fit(Of(Numbers("x", 0, 1e-30f)), [0, 1], new EncodingOptions { Extrapolate = true });
        Assert.Contains("row 1", Assert.Throws<DataException>(() => encoder.Encode(Of(Numbers("x", 1e20f)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_where_numbers_were_is_refused_and_numbers_read_as_labels_are_numbers()
    {
        var encoder = Of(Numbers("x", 1, 3)).Fit();
        Assert.Equal([-1, 1, 0], encoder.Encode(Of(Labels("x", "1", "3", null))).Column(0));
        var exception = Assert.Throws<DataException>(() => encoder.Encode(Of(Labels("x", "1", "old"))));
        Assert.Equal("Column 'x', row 2: expected a number, found 'old'.", exception.Message);
    }
}
