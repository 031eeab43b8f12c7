using System.Text.Json.Serialization;
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

    public static FormatDescription Describe(DataFormat format) => new(
        format.Delimiter, format.Header, format.Decimal?.ToString(), format.Comment, format.Encoding, format.Missing?.ToArray(),
        // In a table with a hundred thousand columns, those that the encoders define completely are omitted.
        [.. format.Columns.Where(column => column.Value is not { Form: null, Missing: null })
            .Select(column => new ColumnFormatDescription(column.Key, Name(column.Value.Type), column.Value.Form, column.Value.Missing?.ToArray()!))]);

    /// <summary>The format of a description that was read from <paramref name="path"/>.</summary>
    /// <exception cref="DataException">The description is not a format.</exception>
    public static DataFormat Of(FormatDescription description, string path)
    {
        var columns = new Dictionary<string, ColumnFormat>(StringComparer.Ordinal);
        for (int n = 0; n < description.Columns.Length; n++)
        {
            var (name, type, form, missing) = description.Columns[n];
            var column = new ColumnFormat(TypeOf(type, $"{path}.columns[{n}].type"), form) { Missing = Texts(missing, $"{path}.columns[{n}].missing") };
            if (!columns.TryAdd(name, column))
                throw DescriptionJson.Unexpected($"{path}.columns[{n}].column", "each column once");
        }
        return new DataFormat
        {
            Delimiter = Known(description.Delimiter, text => Dialect.DelimiterOf(text), $"{path}.delimiter", "one character, or comma, semicolon, tab, pipe or blank"),
            Header = description.Header,
            Decimal = description.Decimal switch
            {
                null => null,
                "." => '.',
                "," => ',',
                _ => throw DescriptionJson.Unexpected($"{path}.decimal", "a point or a comma"),
            },
            Comment = description.Comment is "" ? throw DescriptionJson.Unexpected($"{path}.comment", "a text that is not empty") : description.Comment,
            Encoding = Known(description.Encoding, ReadOptions.EncodingName, $"{path}.encoding", "the name of an encoding"),
            Missing = Texts(description.Missing, $"{path}.missing"),
            Columns = columns,
        };
    }

    private static string[]? Texts(string[]? texts, string path) => texts is null ? null : DescriptionJson.DistinctTexts(texts, StringComparer.Ordinal, path);

    private static string? Known<T>(string? text, Func<string, T> parse, string path, string expected)
    {
        try
        {
            _ = text is null ? default : parse(text);
            return text;
        }
        catch (DataException)
        {
            throw DescriptionJson.Unexpected(path, expected);
        }
    }

    private static string Name(ColumnType type) => type.ToString().ToLowerInvariant();

    private static ColumnType TypeOf(string text, string path)
    {
        foreach (var type in Enum.GetValues<ColumnType>())
        {
            if (Name(type) == text)
                return type;
        }
        throw DescriptionJson.Unexpected(path, string.Join(", ", Enum.GetValues<ColumnType>().Select(Name)));
    }
}

/// <summary>The format of data as model files describe it.</summary>
internal sealed record FormatDescription(
    string? Delimiter, bool? Header, string? Decimal, string? Comment, string? Encoding, string[]? Missing, ColumnFormatDescription[] Columns);

/// <summary>The format of a column as model files describe it.</summary>
[method: JsonConstructor]
internal readonly record struct ColumnFormatDescription(
    string Column, string Type, string? Form, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string[] Missing = null!);
