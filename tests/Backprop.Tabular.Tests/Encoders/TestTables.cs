using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Encoders;

/// <summary>Short ways to columns, rows and JSON.</summary>
internal static class TestTables
{
    public const double None = double.NaN;

    public static NumberColumn Numbers(string name, params double[] values) => new(name, values);

    /// <summary>A column of labels; null is missing.</summary>
    public static CategoryColumn Labels(string name, params string?[] values) => Labels(name, isBoolean: false, values);

    public static CategoryColumn Booleans(string name, params string?[] values) => Labels(name, isBoolean: true, values);

    public static Table Of(params Column[] columns) => new(columns);

    public static int[] All(this Table table) => Enumerable.Range(0, table.Rows).ToArray();

    public static InputEncoder Fit(this Table table, params string[] leave) =>
        InputEncoder.Fit(table, table.All(), new EncodingOptions { Exclude = leave });

    public static float[] Column(this EncodedInputs inputs, int column) =>
        Enumerable.Range(0, inputs.Values.Rows).Select(row => inputs.Values[row, column]).ToArray();

    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            write(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static CategoryColumn Labels(string name, bool isBoolean, string?[] values)
    {
        string[] labels = values.Where(value => value is not null).Select(value => value!).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new CategoryColumn(name, labels, values.Select(value => value is null ? -1 : Array.IndexOf(labels, value)).ToArray(), isBoolean);
    }
}
