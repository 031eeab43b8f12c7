using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Options;

/// <summary>The options that say how to read DATA, in place of what would be detected.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> delimiter = Make.Text("--delimiter", "TEXT", "what separates the fields: a character, or comma, semicolon, tab, pipe, blank");
    private readonly Option<string?> header = Make.Choice("--header", "whether the first line names the columns", "yes", "no");

    private readonly Option<int?> skip = Make.Whole("--skip", "how many lines there are above the header, or above the first row; 0 skips none (default: detected)", 0);
    private readonly Option<string?> comment = Make.Parsed("--comment", "TEXT", "how a line begins that is skipped, such as # (default: detected at the top)",
        text => text.Trim().Length > 0 ? text.Trim() : throw new FormatException("the text is empty"));

    private readonly Option<string?> mark = Make.Parsed("--decimal", "MARK", "the decimal mark in the data: point or comma", text => text switch
    {
        "." or "point" => ".",
        "," or "comma" => ",",
        _ => throw new FormatException($"'{text}' is not a decimal mark: expected point or comma."),
    });

    private readonly Option<string?> encoding = Make.Parsed("--encoding", "NAME", "the encoding, such as utf-8, latin-1 or utf-16", ReadEncoding);
    private readonly Option<string[]> missingOnly =
        Make.Texts("--missing-only", "TEXT", "a text that stands for a missing value, in place of the default list (NA, N/A, #N/A, NaN, ?, null, <NA>; repeatable)");

    private readonly Option<string?> dates = Make.Choice("--dates", "what 3/4/2020 begins with, where no date of the column decides", "day-first", "month-first");
    private readonly Option<string[]> missing = Make.Texts("--missing", "TEXT", "another text that stands for a missing value (repeatable)");

    private readonly Option<int?> maxColumns = Make.Whole("--max-columns", "the maximum number of columns of a table (default 200,000)");

    private readonly Option<string[]> columns =
        Make.Texts("--column", "NAME=KIND", "what a column contains: number, category, date, or ignore to exclude it (repeatable)");

    public IEnumerable<Option> All => [delimiter, header, skip, comment, mark, encoding, dates, missing, missingOnly, columns, maxColumns];

    /// <summary>A DATA argument.</summary>
    public static Argument<string> Data(string help = "a CSV or TSV file (also gzipped), a folder with IDX images, or - for standard input") => new("DATA") { Description = help };

    /// <summary>Reads the data of a path, or of standard input for <c>-</c>.</summary>
    /// <param name="line">The command line.</param>
    /// <param name="host">The host whose standard input is read.</param>
    /// <param name="path">The DATA argument.</param>
    /// <param name="format">The format of earlier data, such as a model's; null for none.</param>
    /// <param name="targets">The columns to predict, where they are known by name.</param>
    /// <param name="read">A column that is read even where --column excludes it; null for none.</param>
    public DataSource Open(ParseResult line, Host host, string path, DataFormat? format = null, IReadOnlyList<string>? targets = null, string? read = null)
    {
        var options = Read(line) with { Format = format, Targets = targets ?? [] };
        if (read is not null && IsIgnored(line, read))
            options = options with { Columns = options.Columns.Where(column => column.Key != read).ToDictionary(StringComparer.Ordinal) };
        if (path.Length == 0)
            throw new UsageException("DATA is empty: expected a file, a folder, or - for standard input");
        return path == "-" ? DataSource.Open(host.Input, "standard input", options) : DataSource.Open(path, options);
    }

    /// <summary>Reads data for a model, in its format.</summary>
    public DataSource Open(ParseResult line, Host host, string path, Model model) => Open(line, host, path, model.Format, model.Targets?.Columns);

    /// <summary>The columns that --column makes inputs of some kind.</summary>
    public IReadOnlyCollection<string> Kept(ParseResult line) =>
        [.. ReadColumns(line.GetValue(columns) ?? []).Where(column => column.Value != ColumnType.Ignore).Select(column => column.Key)];

    /// <summary>Whether --column excludes a column.</summary>
    public bool IsIgnored(ParseResult line, string name) => ReadColumns(line.GetValue(columns) ?? []).TryGetValue(name, out var type) && type == ColumnType.Ignore;

    private static string ReadEncoding(string name)
    {
        try
        {
            ReadOptions.EncodingName(name);
            return name;
        }
        catch (DataException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private ReadOptions Read(ParseResult line) => new()
    {
        Delimiter = line.GetValue(delimiter),
        Header = line.GetValue(header) is { } word ? word == "yes" : null,
        Skip = line.GetValue(skip),
        Comment = line.GetValue(comment),
        Decimal = line.GetValue(mark)?[0],
        Encoding = line.GetValue(encoding),
        DayFirst = line.GetValue(dates) is { } order ? order == "day-first" : null,
        Missing = line.GetValue(missing) ?? [],
        MaxColumns = line.GetValue(maxColumns) ?? ReadOptions.DefaultMaxColumns,
        MissingOnly = line.GetValue(missingOnly) is { Length: > 0 } only ? only : null,
        Columns = ReadColumns(line.GetValue(columns) ?? []),
    };

    private static Dictionary<string, ColumnType> ReadColumns(string[] texts)
    {
        var types = new Dictionary<string, ColumnType>(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.LastIndexOf('=');
            string kind = text[(equals + 1)..].ToLowerInvariant();
            if (equals < 1 || !Enum.TryParse<ColumnType>(kind, ignoreCase: true, out var type) || !char.IsAsciiLetter(kind[0]))
                throw new UsageException($"--column: '{text}' was given, but NAME=number, category, date or ignore was expected.");
            types[text[..equals]] = type;
        }
        return types;
    }
}
