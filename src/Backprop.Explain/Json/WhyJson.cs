using System.Buffers;
using System.Text;
using System.Text.Json;
using Backprop.Explain.Attributions;

namespace Backprop.Explain.Json;

/// <summary>Which columns moved a prediction, as JSON in full precision.</summary>
public static class WhyJson
{
    /// <summary>The report as text on one line: output, value, baseline, difference, sum, and the columns, those that moved it most first.</summary>
    /// <param name="why">The report.</param>
    /// <param name="notes">What the user should know about the data and the row, <c>notes</c>; null to leave the key out.</param>
    public static string Write(WhyReport why, IReadOnlyList<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(why);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("output", why.Output);
            writer.WriteBoolean("probability", why.IsProbability);
            Number(writer, "value", why.Value);
            Number(writer, "baseline", why.Baseline);
            Number(writer, "difference", why.Value - why.Baseline);
            Number(writer, "sum", why.Sum);
            writer.WriteString("compared_with", why.BaselineWords);
            writer.WriteStartArray("columns");
            foreach (ColumnAttribution column in why.Columns)
            {
                writer.WriteStartObject();
                writer.WriteString("column", column.Column);
                writer.WriteString("value", column.Value);
                Number(writer, "integrated_gradients", column.IntegratedGradients);
                Number(writer, "gradient_times_input", column.GradientTimesInput);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            if (notes is not null)
            {
                writer.WriteStartArray("notes");
                foreach (string note in notes)
                    writer.WriteStringValue(note);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Number(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
