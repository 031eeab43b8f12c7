using System.Buffers;
using System.Text;
using System.Text.Json;
using Backprop.Textbook;

namespace Backprop.Explain.Json;

/// <summary>
/// A step as JSON in full precision: inputs, targets, error, outputs, and for each layer its activation, a, z, delta, weights, gradient and
/// updated weights (row 0 the biases, then a row for each input). A number that JSON has no word for (NaN, infinity) is null.
/// </summary>
public static class DerivationJson
{
    /// <summary>One step as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, TextbookStep step) => Write(writer, step, _ => { });

    private static void Write(Utf8JsonWriter writer, TextbookStep step, Action<Utf8JsonWriter> more)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(step);
        writer.WriteStartObject();
        Write(writer, "inputs", step.Inputs);
        Write(writer, "targets", step.Targets);
        writer.WritePropertyName("error");
        Write(writer, step.Error);
        Write(writer, "outputs", step.Outputs);
        writer.WriteStartArray("layers");
        foreach (TextbookLayerStep layer in step.Layers)
        {
            writer.WriteStartObject();
            writer.WriteString("activation", layer.Activation.ToString());
            Write(writer, "a", layer.A);
            Write(writer, "z", layer.Z);
            Write(writer, "delta", layer.Delta);
            Write(writer, "weights", layer.Weights);
            Write(writer, "gradient", layer.Gradient);
            Write(writer, "updated", layer.Updated);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        more(writer);
        writer.WriteEndObject();
    }

    /// <summary>The lecture's run as <c>{"step": …, "again": …, "test": …}</c>.</summary>
    public static void Write(Utf8JsonWriter writer, LectureRun run)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(run);
        writer.WriteStartObject();
        foreach ((string name, TextbookStep step) in new[] { ("step", run.Step), ("again", run.Again), ("test", run.Test) })
        {
            writer.WritePropertyName(name);
            Write(writer, step);
        }
        writer.WriteEndObject();
    }

    /// <summary>One step as text on one line.</summary>
    public static string Write(TextbookStep step) => Written(writer => Write(writer, step));

    /// <summary>One step as text on one line, with what is known of its row: unknown keys are omitted.</summary>
    /// <param name="step">The step.</param>
    /// <param name="inputNames">D names, <c>input_names</c>.</param>
    /// <param name="outputNames">K names, <c>output_names</c>.</param>
    /// <param name="data">The name of the data, <c>data</c>.</param>
    /// <param name="row">The row of the data, from 1, <c>row</c>.</param>
    /// <param name="notes">What the user should know about the data and the row, <c>notes</c>.</param>
    public static string Write(TextbookStep step, IReadOnlyList<string>? inputNames, IReadOnlyList<string>? outputNames, string? data = null, int? row = null,
        IReadOnlyList<string>? notes = null) =>
        Written(writer => Write(writer, step, more =>
        {
            Write(more, "input_names", inputNames);
            Write(more, "output_names", outputNames);
            if (data is not null)
                more.WriteString("data", data);
            if (row is { } number)
                more.WriteNumber("row", number);
            Write(more, "notes", notes);
        }));

    /// <summary>The lecture's run as text on one line.</summary>
    public static string Write(LectureRun run) => Written(writer => Write(writer, run));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
            return;
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, double[] values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
            Write(writer, value);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, double[,] matrix)
    {
        writer.WriteStartArray(name);
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            writer.WriteStartArray();
            for (int j = 0; j < matrix.GetLength(1); j++)
                Write(writer, matrix[i, j]);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value == 0 ? 0 : value); // no -0
        else
            writer.WriteNullValue();
    }
}
