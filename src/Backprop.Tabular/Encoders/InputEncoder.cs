using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Turns rows of a table into the D inputs of a network: which columns, in which order, and how each is encoded. Fitted on training
/// rows only. Immutable, and safe to use from many threads.
/// </summary>
internal sealed class InputEncoder
{
    /// <summary>Inputs, at most.</summary>
    private const int MaxInputs = 1 << 24;

    private InputEncoder(IReadOnlyList<ColumnEncoder> columns, IReadOnlyList<IgnoredColumn> ignored)
    {
        Columns = columns;
        Ignored = ignored;
        Inputs = columns.Sum(column => column.Inputs);
    }

    /// <summary>The encoded columns, in the order of the training table.</summary>
    public IReadOnlyList<ColumnEncoder> Columns { get; }

    /// <summary>The columns that are no inputs although nobody asked to leave them out.</summary>
    public IReadOnlyList<IgnoredColumn> Ignored { get; }

    /// <summary>D, the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The names of the D inputs, for people; see <see cref="ColumnEncoder.InputName"/>.</summary>
    public IReadOnlyList<string> InputNames => [.. Columns.SelectMany(column => Enumerable.Range(0, column.Inputs).Select(column.InputName))];

    /// <summary>Finds out how to encode a table.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">The training rows, from 0: nothing is learned from others. Sums run in this order.</param>
    /// <param name="options">Which columns to leave or to keep.</param>
    /// <exception cref="DataException">No training rows, no column that says anything, or an infinite value in a training row.</exception>
    public static InputEncoder Fit(Table table, ReadOnlySpan<int> rows, EncodingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new EncodingOptions();
        if (rows.IsEmpty)
            throw new DataException("There are no rows to learn from.");
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
            var (encoder, reason) = identifier is null ? ColumnEncoder.FitColumn(column, rows, keep, options.Extrapolate) : (null, identifier);
            if (encoder is null)
                ignored.Add(new IgnoredColumn(column.Name, reason) { CanBeKept = ColumnEncoder.FitColumn(column, rows, keep: true).Encoder is not null });
            else
                columns.Add(encoder);
        }
        // x = 1, 2, 3, … beside the target alone is what is to be learned from.
        if (columns.Count == 0 && doubtful.Count > 0)
            return Fit(table, rows, options with { Keep = [.. options.Keep, .. doubtful] });
        if (columns.Count == 0)
        {
            string why = ignored.Count == 0 ? "there is none beside the target" : string.Join("; ", ignored);
            string advice = ignored.Any(column => column.CanBeKept) ? " To learn from one of them all the same, declare it a number or a category." : "";
            throw new DataException($"No column is left to learn from: {why}.{advice}");
        }
        if (columns.Sum(column => (long)column.Inputs) > MaxInputs)
            throw new DataException($"The columns become more than {MaxInputs} inputs, which is more than a network takes.");
        return new InputEncoder(columns, ignored);
    }

    /// <summary>Encodes all rows of a table.</summary>
    /// <inheritdoc cref="Encode(Table, ReadOnlySpan{int}, CancellationToken)"/>
    public EncodedInputs Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Encode(table, Enumerable.Range(0, table.Rows).ToArray());
    }

    /// <summary>Encodes some rows of a table. Columns are found by name; their order does not matter, and others are not looked at.</summary>
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
        return new EncodedInputs(inputs, notes);
    }

    /// <summary>Writes the encoder as a JSON object; <see cref="Read"/> gives back an equal one.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteStartArray("columns");
        foreach (var column in Columns)
        {
            writer.WriteStartObject();
            column.Write(writer);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("ignored");
        foreach (var (column, reason) in Ignored)
        {
            writer.WriteStartObject();
            writer.WriteString("column", column);
            writer.WriteString("reason", reason);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="DataException">The JSON is not of that form; the message names the place.</exception>
    public static InputEncoder Read(JsonElement json)
    {
        var root = StrictJson.Root(json, "inputs").Object("columns", "ignored");
        var columns = new List<ColumnEncoder>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long inputs = 0;
        foreach (var item in root["columns"].Items())
        {
            var column = ColumnEncoder.ReadColumn(item);
            if (!names.Add(column.Column))
                throw item["column"].Error("another name than those before");
            inputs += column.Inputs;
            columns.Add(column);
        }
        if (inputs is 0 or > MaxInputs)
            throw root["columns"].Error($"columns that become 1 to {MaxInputs} inputs");
        var ignored = root["ignored"].Items().Select(item => item.Object("column", "reason"))
            .Select(item => new IgnoredColumn(item["column"].Text(), item["reason"].Text())).ToArray();
        return new InputEncoder(columns, ignored);
    }
}
