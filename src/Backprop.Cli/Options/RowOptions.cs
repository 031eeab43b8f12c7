using System.CommandLine;
using System.Text;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Rows;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Options;

/// <summary>One row for <c>explain</c>: typed in, or taken from DATA.</summary>
internal sealed class RowOptions
{
    private const string CommandLine = "the command line";

    private readonly Option<string?> input = Make.Text("--input", "X,X,…", "the inputs: values in the model's column order, or NAME=VALUE,…; plain numbers for a bare network");
    private readonly Option<string?> target = Make.Text("--target", "T", "the target, or several separated by commas");
    private readonly Option<int?> row = Make.Whole("--row", "the row of DATA, from 1");

    public Argument<string> Data { get; } = new("DATA") { Description = "the data with the row of --row", Arity = ArgumentArity.ZeroOrOne };

    public IEnumerable<Option> All => [input, target, row];

    /// <summary>Reads the row; its target only where it is needed.</summary>
    public ExplainedRow Read(ParseResult line, Host host, Model model, DataOptions dataOptions, bool needsTarget)
    {
        string? data = line.GetValue(Data), typed = line.GetValue(input);
        if (data is not null && typed is not null)
            throw new UsageException("explain takes DATA with --row, or --input with --target, not both.");
        if (data is not null)
        {
            var (table, all, report) = RowOf(line, host, model, dataOptions, data);
            return ExplainedRow.Of(model, table, needsTarget) with { All = (all, report.Source), Number = line.GetValue(row), DataNotes = report.Notes };
        }
        if (line.GetValue(row) is not null)
            throw new UsageException("--row needs DATA, which is not given; --input gives a row on the command line instead.");
        string? targets = line.GetValue(target);
        if (typed is null || (needsTarget && targets is null))
            throw new UsageException($"explain needs a row: DATA and --row N, or --input{(needsTarget ? " and --target" : "")}. {Expected(model)}");
        if (model.IsBare)
        {
            double[] x = Numbers("--input", typed, model.Network.Inputs, "input");
            return new(x, targets is null ? null : Targets(targets, model.Network), null);
        }
        var source = Typed(model, Fields(typed), targets is null ? null : Fields(targets));
        return ExplainedRow.Of(model, source.Table, needsTarget) with { DataNotes = source.Report.Notes };
    }

    private (Table Row, Table All, ReadReport Report) RowOf(ParseResult line, Host host, Model model, DataOptions dataOptions, string data)
    {
        if (line.GetValue(row) is not { } number)
            throw new UsageException("explain with DATA needs --row N, from 1.");
        if (line.GetValue(target) is not null)
            throw new UsageException("--target needs --input; with DATA the target is that of the row.");
        var source = dataOptions.Open(line, host, data, model);
        var table = source.Test ?? source.Table;
        if (number > table.Rows)
            throw new DataException($"{source.Report.Source} has {Words.Count(table.Rows, "row")}, so there is no row {number}.");
        return (table.Select([number - 1]), table, source.Report);
    }

    // The values go through the same reader as a file, so dates, missing values and categories mean the same as there.
    private static DataSource Typed(Model model, string[] inputs, string[]? targets)
    {
        var columns = model.Inputs!.Columns.Select(column => column.Column).ToArray();
        if (model.Inputs.Columns.Any(column => column.Kind == ColumnKind.Image))
            throw new UsageException("This model takes images: give DATA and --row.");
        var values = Values(inputs, columns, "--input").Concat(targets is null ? [] : Values(targets, [.. model.Targets!.Columns], "--target")).ToArray();
        string csv = string.Join(',', values.Select(value => Quoted(value.Name))) + "\n" + string.Join(',', values.Select(value => Quoted(value.Value))) + "\n";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        try
        {
            return DataSource.Open(stream, CommandLine, new ReadOptions { Header = true, Delimiter = ",", Encoding = "utf-8", Skip = 0, Format = model.Format });
        }
        catch (DataException exception)
        {
            throw new UsageException(ForOption(exception.Message, targets is null ? [] : model.Targets!.Columns));
        }
    }

    // The reader's messages are about lines of a file, but the user typed one row. Its advice about the file is removed.
    private static string ForOption(string message, IReadOnlyList<string> targets)
    {
        string option = targets.Any(name => message.Contains($"column '{name}':", StringComparison.Ordinal)) ? "--target" : "--input";
        foreach (string advice in new[] { " Correct it;", " Give --missing" })
            message = message.Split(advice)[0];
        return message.Replace($"{CommandLine}, line 2, ", $"{option}, ", StringComparison.Ordinal).Replace(CommandLine, option, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Value)> Values(string[] given, string[] columns, string option)
    {
        var named = given.Select(field => (Field: field, Name: columns.Where(name => field.StartsWith(name + "=", StringComparison.Ordinal)).MaxBy(name => name.Length))).ToArray();
        if (named.All(field => field.Name is null) && !given.Any(field => field.Contains('=', StringComparison.Ordinal)))
        {
            return given.Length == columns.Length ? columns.Zip(given) : throw new UsageException(
                $"{option} gives {Words.Count(given.Length, "value")}, but the model has {Words.Count(columns.Length, "column")}: {string.Join(", ", columns)}.");
        }
        if (named.FirstOrDefault(field => field.Name is null) is { Field: { } wrong })
            throw new UsageException($"{option}: '{wrong}' is not a column of the model.{Nearest.Suggest(wrong.Split('=')[0], columns)} Columns: {string.Join(", ", columns)}.");
        if (named.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(column => column.Count() > 1) is { } doubled)
            throw new UsageException($"{option} names the column {doubled.Key} {doubled.Count()} times.");
        var missing = columns.Except(named.Select(field => field.Name!), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            throw new UsageException($"{option} lacks {string.Join(", ", missing)} (NAME= alone for a missing value).");
        return named.Select(field => (field.Name!, field.Field[(field.Name!.Length + 1)..]));
    }

    private static double[] Targets(string text, Network network)
    {
        double[] targets = Numbers("--target", text, network.Outputs, "target");
        return network.Error.WhyNotTargets(Array.ConvertAll(targets, target => double.IsFinite(target) ? Math.Clamp((float)target, -float.MaxValue, float.MaxValue) : (float)target)) is { } problem
            ? throw new UsageException($"--target {text}: the targets {problem}.") : targets;
    }

    private static double[] Numbers(string option, string text, int count, string what)
    {
        double[] numbers = UsageException.Of(() => NumberSyntax.ParseList(text));
        return numbers.Length == count ? numbers : throw new UsageException($"{option} gives {Words.Count(numbers.Length, "number")}, but the network has {Words.Count(count, what)}.");
    }

    private static string Expected(Model model) => model.IsBare
        ? $"This network takes {Words.Count(model.Network.Inputs, "number")} and {Words.Count(model.Network.Outputs, "target")}."
        : $"The model's columns are {string.Join(", ", model.Inputs!.Columns.Select(column => column.Column))}; its target is {string.Join(", ", model.Targets!.Columns)}.";

    // Commas within double quotes belong to the value, and two double quotes there stand for one.
    private static string[] Fields(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
                field.Append(c);
        }
        fields.Add(field.ToString().Trim());
        return [.. fields];
    }

    private static string Quoted(string value) => value.Length == 0 ? "" : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
