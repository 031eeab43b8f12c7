using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Layers;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Turns rows of a table into the D inputs of a network: which columns, in which order, and how each is encoded. Fitted on training
/// rows only. Immutable, and safe to use from many threads.
/// </summary>
internal sealed class InputEncoder
{
    /// <summary>The maximum number of inputs.</summary>
    private const int MaxInputs = 1 << 24;

    /// <summary>The maximum number of excluded columns that an error lists.</summary>
    private const int MaxShown = 10;

    private InputEncoder(IReadOnlyList<ColumnEncoder> columns, IReadOnlyList<IgnoredColumn> ignored)
    {
        Columns = columns;
        Ignored = ignored;
        Inputs = columns.Sum(column => column.Inputs);
    }

    /// <summary>The encoded columns, in the order of the training table.</summary>
    public IReadOnlyList<ColumnEncoder> Columns { get; }

    /// <summary>The columns that are not inputs although nobody asked to exclude them.</summary>
    public IReadOnlyList<IgnoredColumn> Ignored { get; }

    /// <summary>D, the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The names of the D inputs, for people; see <see cref="ColumnEncoder.InputName"/>.</summary>
    public IReadOnlyList<string> InputNames => [.. Columns.SelectMany(column => Enumerable.Range(0, column.Inputs).Select(column.InputName))];

    /// <summary>The inputs that hold codes of labels, in ascending order.</summary>
    internal IReadOnlyList<CodedInput> Codes => [.. Placed.Where(column => column.Encoder is CategoryEncoder { IsCoded: true }).Select(column => new CodedInput(column.First, ((CategoryEncoder)column.Encoder).Codes))];

    /// <summary>The inputs that hold scaled numbers or days, in ascending order; not those of images.</summary>
    internal IReadOnlyList<int> Numbers => [.. Placed.Where(column => column.Encoder is NumberEncoder { Scale: not null } or DateEncoder { Scale: not null }).Select(column => column.First)];

    private IEnumerable<(ColumnEncoder Encoder, int First)> Placed
    {
        get
        {
            int first = 0;
            foreach (var column in Columns)
            {
                yield return (column, first);
                first += column.Inputs;
            }
        }
    }

    /// <summary>Determines how to encode a table.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">The training rows, from 0: nothing is learned from others. Sums run in this order.</param>
    /// <param name="options">Which columns to exclude or to keep.</param>
    /// <exception cref="DataException">No training rows, no informative column, or an infinite value in a training row.</exception>
    public static InputEncoder Fit(Table table, ReadOnlySpan<int> rows, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new EncodingOptions();
        if (rows.IsEmpty)
            throw new DataException("There are no training rows.");
        var columns = new List<ColumnEncoder>();
        var ignored = new List<IgnoredColumn>();
        var doubtful = new List<string>();
        var classes = options.Classes is { } target ? table.Find(target) : null;
        foreach (var column in table.Columns.Where(column => !options.Exclude.Contains(column.Name, StringComparer.Ordinal)))
        {
            bool keep = options.Keep.Contains(column.Name, StringComparer.Ordinal);
            string? identifier = keep ? null : Identifiers.Find(column, rows, classes);
            if (identifier is not null && IdentifierNames.Of(column.Name) != IdentifierName.Strong)
                doubtful.Add(column.Name);
            var (encoder, reason) = identifier is null ? ColumnEncoder.FitColumn(column, rows, keep, options) : (null, identifier);
            if (encoder is null)
                ignored.Add(new IgnoredColumn(column.Name, reason) { CanBeKept = ColumnEncoder.FitColumn(column, rows, keep: true, options).Encoder is not null });
            else
                columns.Add(encoder);
        }
        // A single input x = 1, 2, 3, … is what should be learned from.
        if (columns.Count == 0 && doubtful.Count > 0)
            return Fit(table, rows, options with { Keep = [.. options.Keep, .. doubtful] });
        if (columns.Count == 0)
        {
            string why = ignored.Count == 0 ? "there is none besides the target" : string.Join("; ", ignored.Take(MaxShown)) + (ignored.Count > MaxShown ? $"; and {ignored.Count - MaxShown} more columns" : "");
            string advice = ignored.Any(column => column.CanBeKept) ? " To use one of them as an input, declare it a number or a category." : "";
            throw new DataException($"No column is left as an input: {why}.{advice}");
        }
        if (columns.Sum(column => (long)column.Inputs) > MaxInputs)
            throw new DataException($"The columns become more than {MaxInputs} inputs, the maximum of a network.");
        return new InputEncoder(columns, ignored);
    }

    /// <summary>Encodes all rows of a table.</summary>
    /// <inheritdoc cref="Encode(Table, ReadOnlySpan{int}, CancellationToken)"/>
    public EncodedInputs Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(table, Enumerable.Range(0, table.Rows).ToArray());
    }

    /// <summary>Encodes some rows of a table. Columns are found by name; their order does not matter, and others are ignored.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">The rows, from 0.</param>
    /// <param name="cancellation">Ends it within a column.</param>
    /// <exception cref="DataException">A column is missing, or a value cannot be encoded.</exception>
    public EncodedInputs Encode(Table table, ReadOnlySpan<int> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        string[] missing = Columns.Select(column => column.Column).Where(name => table.Find(name) is null).ToArray();
        if (missing.Length > 0)
            throw ColumnValues.Missing(table, missing, "the model needs");
        var inputs = RowLimit.NewMatrix(rows.Length, Inputs);
        var notes = new List<EncodingNote>();
        int first = 0;
        foreach (var encoder in Columns)
        {
            cancellation.ThrowIfCancellationRequested();
            encoder.Encode(table.Find(encoder.Column)!, rows, inputs, first, notes);
            first += encoder.Inputs;
        }
        return new EncodedInputs(inputs, DistributionShift.Summarize(notes));
    }

    /// <summary>Writes the encoder as a JSON object; <see cref="Read(JsonElement)"/> gives back an equal one.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonSerializer.Serialize(writer, Describe(), EncodersJson.Default.InputsDescription);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="DataException">The JSON is not of that form; the message names the place.</exception>
    public static InputEncoder Read(JsonElement json) => Read(JsonMarshal.GetRawUtf8Value(json));

    internal static InputEncoder Read(ReadOnlySpan<byte> json)
    {
        var description = DescriptionJson.Read(json, EncodersJson.Default.InputsDescription, "inputs");
        var columns = new List<ColumnEncoder>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long inputs = 0;
        foreach (ColumnDescription? item in description.Columns)
        {
            string path = $"inputs.columns[{columns.Count}]";
            var column = item?.Encoder(path) ?? throw DescriptionJson.Unexpected(path, "an object", "null");
            if (!names.Add(column.Column))
                throw DescriptionJson.Unexpected($"{path}.column", "a name that differs from those before", column.Column);
            inputs += column.Inputs;
            columns.Add(column);
        }
        return inputs is 0 or > MaxInputs ? throw DescriptionJson.Unexpected("inputs.columns", $"columns that become 1 to {MaxInputs} inputs", inputs)
            : new InputEncoder(columns, [.. description.Ignored.Select(column => new IgnoredColumn(column.Column, column.Reason))]);
    }

    internal InputsDescription Describe() => new([.. Columns.Select(column => column.Describe())], [.. Ignored.Select(column => new IgnoredDescription(column.Column, column.Reason))]);
}

/// <summary>The inputs as model files describe them.</summary>
internal sealed record InputsDescription(ColumnDescription[] Columns, IgnoredDescription[] Ignored);

/// <summary>A column that is left out, as model files describe it.</summary>
[method: JsonConstructor]
internal readonly record struct IgnoredDescription(string Column, string Reason);
