using System.Text.Json;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>The format of a model's data: that of the source, for the columns that the model uses; and its JSON.</summary>
internal static class ModelFormat
{
    /// <summary>The format by which data for a model are read.</summary>
    /// <param name="inputs">The input columns.</param>
    /// <param name="targets">The target columns; classes are labels, whatever their spelling.</param>
    /// <param name="source">The format of the training data; null where not known.</param>
    /// <param name="rowWeights">The column with the weights of the rows; null for none.</param>
    public static DataFormat Of(InputEncoder inputs, TargetEncoder targets, DataFormat? source, string? rowWeights)
    {
        source ??= new DataFormat();
        var columns = new Dictionary<string, ColumnFormat>(StringComparer.Ordinal);
        void Add(string name, ColumnType? type)
        {
            if (type is { } known)
                columns[name] = source.Columns.TryGetValue(name, out var format) && format.Type == known ? format : new ColumnFormat(known);
        }
        foreach (var column in inputs.Columns)
            Add(column.Column, ColumnFormat.TypeOf(column.Kind));
        foreach (string target in targets.Columns)
            Add(target, targets.Task == TargetTask.Classification ? ColumnType.Category : ColumnType.Number);
        if (rowWeights is not null)
            Add(rowWeights, ColumnType.Number);
        return source with { Columns = columns };
    }

    public static void Write(Utf8JsonWriter writer, DataFormat format)
    {
        writer.WriteStartObject();
        writer.WriteString("delimiter", format.Delimiter);
        if (format.Header is { } header)
            writer.WriteBoolean("header", header);
        else
            writer.WriteNull("header");
        writer.WriteString("decimal", format.Decimal?.ToString());
        writer.WriteString("comment", format.Comment);
        writer.WriteString("encoding", format.Encoding);
        if (format.Missing is { } missing)
            WriteTexts(writer, "missing", missing);
        else
            writer.WriteNull("missing");
        writer.WriteStartArray("columns");
        // In a table with a hundred thousand columns, those that the encoders define completely are omitted.
        foreach (var (name, column) in format.Columns.Where(column => column.Value is not { Form: null, Missing: null }))
        {
            writer.WriteStartObject();
            writer.WriteString("column", name);
            writer.WriteString("type", Name(column.Type));
            writer.WriteString("form", column.Form);
            if (column.Missing is { } texts)
                WriteTexts(writer, "missing", texts);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <exception cref="DataException">The JSON is not a format.</exception>
    public static DataFormat Read(StrictJson json)
    {
        json.Object("delimiter", "header", "decimal", "comment", "encoding", "missing", "columns");
        var columns = new Dictionary<string, ColumnFormat>(StringComparer.Ordinal);
        foreach (var item in json["columns"].Items())
        {
            var texts = item.TryGet("missing");
            _ = texts is null ? item.Object("column", "type", "form") : item.Object("column", "type", "form", "missing");
            string name = item["column"].Text();
            var column = new ColumnFormat(ReadType(item["type"]), TextOrNull(item["form"])) { Missing = texts?.DistinctTexts(StringComparer.Ordinal) };
            if (!columns.TryAdd(name, column))
                throw item["column"].Error("each column once");
        }
        return new DataFormat
        {
            Delimiter = Known(json["delimiter"], text => Dialect.DelimiterOf(text), "one character, or comma, semicolon, tab, pipe or blank"),
            Header = json["header"].IsNull ? null : json["header"].Boolean(),
            Decimal = TextOrNull(json["decimal"]) switch
            {
                null => null,
                "." => '.',
                "," => ',',
                _ => throw json["decimal"].Error("a point or a comma"),
            },
            Comment = TextOrNull(json["comment"]) is "" ? throw json["comment"].Error("a text that is not empty") : TextOrNull(json["comment"]),
            Encoding = Known(json["encoding"], ReadOptions.EncodingName, "the name of an encoding"),
            Missing = json["missing"].IsNull ? null : json["missing"].DistinctTexts(StringComparer.Ordinal),
            Columns = columns,
        };
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static string? TextOrNull(StrictJson json) => json.IsNull ? null : json.Text();

    private static string? Known<T>(StrictJson json, Func<string, T> parse, string expected)
    {
        string? text = TextOrNull(json);
        try
        {
            _ = text is null ? default : parse(text);
            return text;
        }
        catch (DataException)
        {
            throw json.Error(expected);
        }
    }

    private static string Name(ColumnType type) => type.ToString().ToLowerInvariant();

    private static ColumnType ReadType(StrictJson json)
    {
        string text = json.Text();
        foreach (var type in Enum.GetValues<ColumnType>())
        {
            if (Name(type) == text)
                return type;
        }
        throw json.Error(string.Join(", ", Enum.GetValues<ColumnType>().Select(Name)));
    }
}
