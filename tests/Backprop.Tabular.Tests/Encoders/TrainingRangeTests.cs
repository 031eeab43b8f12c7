using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using static Backprop.Tabular.Tests.Encoders.TestTables;

namespace Backprop.Tabular.Tests.Encoders;

public sealed class TrainingRangeTests
{
    private static readonly TrainingRange Range = new(-2, 6);

    [Theory]
    [InlineData(-4)]
    [InlineData(-2)]
    [InlineData(0.3)]
    [InlineData(6)]
    [InlineData(8)]
    public void Inputs_within_a_quarter_of_the_width_are_left_as_they_are(double value)
    {
        Assert.False(Range.IsFar(value));
        Assert.Equal(value, Range.Squash(value));
    }

    [Fact]
    public void Farther_inputs_come_nearer_in_their_order_and_never_more_than_half_of_the_width_outside()
    {
        double[] values = [8.001, 8.5, 10, 100, 1e30, double.MaxValue];
        double last = 8;
        foreach (double value in values)
        {
            Assert.True(Range.IsFar(value));
            double squashed = Range.Squash(value);
            Assert.InRange(squashed, last, Math.Min(value, 10));
            Assert.Equal(4 - squashed, Range.Squash(4 - value), 12);
            last = squashed;
        }
        Assert.Equal(9, Range.Squash(10));
        Assert.Equal(10, Range.Squash(double.MaxValue));
    }

    [Fact]
    public void The_slope_is_continuous_where_squashing_begins()
    {
        const double H = 1e-6;
        Assert.Equal(1, (Range.Squash(8 + H) - Range.Squash(8)) / H, 5);
        Assert.Equal(1, (Range.Squash(-4) - Range.Squash(-4 - H)) / H, 5);
    }

    [Fact]
    public void Predictions_are_at_most_a_tenth_of_the_width_outside()
    {
        Assert.Equal([-2.8, -2.8, 1, 6.8, 6.8], new[] { -1e9, -2.81, 1, 6.81, 1e9 }.Select(Range.Limit), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.True(double.IsNaN(Range.Limit(double.NaN)));
        Assert.True(double.IsNaN(Range.Squash(double.NaN)));
    }

    [Fact]
    public void Ranges_of_any_width_give_finite_numbers()
    {
        foreach (TrainingRange range in new TrainingRange[] { new(-1e308, 1e308), new(double.MinValue, double.MaxValue), new(0, double.Epsilon) })
        {
            foreach (double value in new[] { double.MinValue, -1, 0, 1, double.MaxValue })
            {
                Assert.True(double.IsFinite(range.Squash(value)));
                Assert.True(double.IsFinite(range.Limit(value)));
            }
        }
    }

    [Fact]
    public void Numbers_far_outside_the_training_rows_are_squashed_and_reported()
    {
        var encoder = Of(Numbers("width", 0, 2, 4, None)).Fit();
        var inputs = encoder.Encode(Of(Numbers("width", 5, 58.9, None, -31.8, 6)));
        var scale = ((NumberEncoder)encoder.Columns[0]).Scale!.Value;
        Assert.Equal(scale.Apply(5), inputs.Values[0, 0]);
        Assert.InRange(inputs.Values[1, 0], scale.Apply(5), scale.Apply(6));
        var note = Assert.Single(inputs.Notes);
        Assert.Equal((EncodingNoteKind.FarValues, 3), (note.Kind, note.Rows));
        Assert.Equal("column 'width': 3 rows with a value far outside the training rows' 0 to 4 (-31.8 and 58.9); the network gets a squashed value", note.ToString());
    }

    [Fact]
    public void Dates_far_outside_are_reported_as_dates()
    {
        var encoder = Of(new DateColumn("when", [0, 100])).Fit();
        var note = Assert.Single(encoder.Encode(Of(new DateColumn("when", [20000]))).Notes);
        Assert.Equal("1970-01-01 to 1970-04-11", note.Range);
        Assert.Equal(["2024-10-04"], note.Labels);
    }

    [Fact]
    public void Nothing_is_squashed_where_that_is_not_wanted_or_in_models_from_before_there_were_ranges()
    {
        var table = Of(Numbers("x", 1, 3));
        var wanted = InputEncoder.Fit(table, [0, 1], new EncodingOptions { Extrapolate = true });
        var old = InputEncoder.Read(JsonDocument.Parse(
            """{"columns":[{"kind":"number","column":"x","scale":{"mean":2,"deviation":1},"missing":false}],"ignored":[]}""").RootElement);
        foreach (var encoder in new[] { wanted, old })
        {
            var inputs = encoder.Encode(Of(Numbers("x", 102)));
            Assert.Equal(100, inputs.Values[0, 0]);
            Assert.Empty(inputs.Notes);
            Assert.DoesNotContain("range", Written(encoder), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_range_is_written_and_read_again()
    {
        var encoder = Of(Numbers("x", 1, 3)).Fit();
        string json = Written(encoder);
        Assert.Contains("\"range\":[1,3]", json, StringComparison.Ordinal);
        var read = InputEncoder.Read(JsonDocument.Parse(json).RootElement);
        Assert.Equal(new TrainingRange(1, 3), ((NumberEncoder)read.Columns[0]).Range);
        Assert.Equal(json, Written(read));
        foreach (string wrong in new[] { "[3,1]", "[1]", "[1,1]", "7", "null" })
            Assert.Contains("two numbers, the smaller one first", Assert.Throws<DataException>(() =>
                InputEncoder.Read(JsonDocument.Parse(json.Replace("[1,3]", wrong, StringComparison.Ordinal)).RootElement)).Message
                .Replace("a list", "two numbers, the smaller one first", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Written(InputEncoder encoder)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            encoder.Write(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
