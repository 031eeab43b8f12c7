using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using CsCheck;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public class InputEncoderTests
{
    private static Table Penguins => Of(
        Numbers("bill_length_mm", 39.1f, 46.5f, None, 50), Labels("island", "Dream", "Biscoe", "Dream", "Dream"),
        Labels("species", "a", "b", "a", "b"));

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_others_are_not_looked_at()
    {
        var encoder = Penguins.Fit("species");
        var reordered = Of(Labels("more", "x", "y", "z", "x"), Penguins.Columns[1], Penguins.Columns[0]);
        for (int row = 0; row < 4; row++)
            Assert.Equal(encoder.Encode(Penguins).Values.Row(row), encoder.Encode(reordered).Values.Row(row));
    }

    [Fact]
    public void A_row_is_encoded_alone_as_among_others()
    {
        var encoder = Penguins.Fit("species");
        for (int row = 0; row < 4; row++)
            Assert.Equal(encoder.Encode(Penguins).Values.Row(row), encoder.Encode(Penguins, [row]).Values.Row(0));
    }

    [Fact]
    public void A_missing_column_is_named_with_the_nearest()
    {
        var encoder = Penguins.Fit("species");
        var exception = Assert.Throws<DataException>(() => encoder.Encode(Of(Penguins.Columns[1], Numbers("bill_lenght_mm", 1, 2, 3, 4))));
        Assert.Contains("'bill_length_mm' (the nearest is 'bill_lenght_mm')", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_any_input_is_refused_with_the_reasons()
    {
        var exception = Assert.Throws<DataException>(() => Of(Numbers("x", 1, 1), Numbers("y", 1, 2)).Fit("y"));
        Assert.Equal("No column is left as an input: column 'x' is excluded: one value only, 1.", exception.Message);
        Assert.Throws<DataException>(() => Of(Numbers("y", 1, 2)).Fit("y"));
        Assert.Throws<DataException>(() => InputEncoder.Fit(Penguins, []));
    }

    [Fact]
    public void The_reasons_of_many_columns_are_counted_after_the_first_ten()
    {
        var table = Of([Numbers("y", 1, 2), .. Enumerable.Range(1, 10_000).Select(i => Numbers($"x{i}", 1, 1))]);
        var exception = Assert.Throws<DataException>(() => table.Fit("y"));
        Assert.EndsWith("column 'x10' is excluded: one value only, 1; and 9990 more columns.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_gives_back_the_same_encoder()
    {
        string[] labels = [.. Enumerable.Repeat("größer \"als\" 1\n", 30), .. Enumerable.Repeat("b", 28), "rare", "odd"];
        var table = Of(
            Numbers("x", [.. Enumerable.Range(0, 60).Select(i => i == 7 ? None : 1f / (i + 1))]), Labels("label", labels),
            Booleans("flag", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? "yes" : "no")]),
            new DateColumn("when", [.. Enumerable.Range(0, 60).Select(i => 20000.1 + (i * i))]),
            new ImageColumn("image", 2, 1, [.. Enumerable.Range(0, 120).Select(i => (byte)i)]),
            Numbers("gap", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? None : 4)]), Numbers("constant", new double[60]));
        var encoder = table.Fit();
        string json = Json(encoder.Write);
        var read = InputEncoder.Read(Parse(json));
        Assert.Equal(json, Json(read.Write));
        Assert.Equal(encoder.InputNames, read.InputNames);
        Assert.Equal(encoder.Ignored, read.Ignored);
        for (int row = 0; row < table.Rows; row++)
            Assert.Equal(encoder.Encode(table).Values.Row(row), read.Encode(table).Values.Row(row));
    }

    [Fact]
    public void Json_gives_back_every_scale_to_the_bit() =>
        Gen.Double[-1e30, 1e30].Array[2, 8].Where(values => values.Distinct().Skip(1).Any()).Sample(values =>
        {
            var encoder = Of(Numbers("x", values)).Fit();
            var read = InputEncoder.Read(Parse(Json(encoder.Write)));
            Assert.Equal(((NumberEncoder)encoder.Columns[0]).Scale, ((NumberEncoder)read.Columns[0]).Scale);
        }, iter: 200);

    private const string Number = """{"kind":"number","column":"x","scale":{"mean":1,"deviation":2},"missing":false}""";

    [Theory]
    [InlineData("""[]""", "inputs: expected an object")]
    [InlineData("""{"columns":[]}""", "'ignored' is missing")]
    [InlineData("""{"columns":[],"ignored":[]}""", "inputs.columns: expected columns that become")]
    [InlineData("""{"columns":[],"ignored":[],"more":1}""", "unknown property")]
    [InlineData("""{"columns":[],"columns":[],"ignored":[]}""", "duplicate")]
    [InlineData("""{"columns":[{"kind":"sound"}],"ignored":[]}""", "inputs.columns[0].kind: expected number, date")]
    [InlineData("""{"columns":[null],"ignored":[]}""", "inputs.columns[0]: expected an object, found null")]
    [InlineData("""{"columns":[{"column":"x"}],"ignored":[]}""", "inputs.columns[0]: the property 'kind' is missing")]
    [InlineData("""{"columns":[{"kind":"category","column":"x","labels":["a",null],"rare":[],"missing":true}],"ignored":[]}""", "labels[1]: expected text, found null")]
    [InlineData("""{"columns":[{"kind":"category","column":null,"labels":["a"],"rare":[],"missing":true}],"ignored":[]}""", "column: expected text, found null")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"deviation":2},"missing":false}],"ignored":[]}""", "scale: the property 'mean' is missing")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"mean":1,"deviation":2,"deviation":3},"missing":false}],"ignored":[]}""", "scale: duplicate property 'deviation'")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"mean":null,"deviation":2},"missing":false}],"ignored":[]}""", "scale.mean: expected a finite number, found null")]
    [InlineData("""{"columns":[{"kind":"number","Column":"x","scale":null,"missing":true}],"ignored":[]}""", "unknown property")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":null,"missing":true,"range":[1,"2"]}],"ignored":[]}""", "range[1]: expected a finite number")]
    [InlineData("""{"columns":[{"kind":7}],"ignored":[]}""", "kind: expected number, date, category, boolean or image, found 7")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"mean":"1","deviation":2},"missing":false}],"ignored":[]}""", "scale.mean: expected a finite number")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"mean":1e999,"deviation":2},"missing":false}],"ignored":[]}""", "found 1e999")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":{"mean":1,"deviation":0},"missing":false}],"ignored":[]}""", "a number above 0")]
    [InlineData("""{"columns":[{"kind":"number","column":"x","scale":null,"missing":false}],"ignored":[]}""", "missing: expected true")]
    [InlineData("""{"columns":[{"kind":"number","column":"\ud800","scale":null,"missing":true}],"ignored":[]}""", "well-formed Unicode")]
    [InlineData("""{"columns":[{"kind":"category","column":"x","labels":[],"rare":[],"missing":true}],"ignored":[]}""", "at least one label")]
    [InlineData("""{"columns":[{"kind":"category","column":"x","labels":["a","a"],"rare":[],"missing":true}],"ignored":[]}""", "labels[1]: 'a' is in the list twice")]
    [InlineData("""{"columns":[{"kind":"category","column":"x","labels":["a"],"rare":["a"],"missing":true}],"ignored":[]}""", "none of the labels")]
    [InlineData("""{"columns":[{"kind":"boolean","column":"x","labels":["yes","YES"],"rare":[],"missing":true}],"ignored":[]}""", "twice")]
    [InlineData("""{"columns":[{"kind":"image","column":"x","height":65536,"width":65536,"mean":1,"deviation":1}],"ignored":[]}""", "width: expected a whole number from 1 to 256")]
    [InlineData("""{"columns":[{"kind":"image","column":"x","height":1.5,"width":2,"mean":1,"deviation":1}],"ignored":[]}""", "height: expected a whole number")]
    [InlineData($$"""{"columns":[{{Number}},{{Number}}],"ignored":[]}""", "columns[1].column: expected a name that differs")]
    [InlineData($$"""{"columns":[{{Number}}],"ignored":[{"column":"y"}]}""", "ignored[0]: the property 'reason' is missing")]
    public void Json_of_another_form_is_refused_with_its_place(string json, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => InputEncoder.Read(Parse(json))).Message, StringComparison.Ordinal);
}
