using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Shell;

namespace Backprop.Cli.Verbs;

/// <summary>The help of the whole and of each verb.</summary>
internal static class HelpText
{
    private const int NameColumn = 26;

    public static void WriteOverview(TextWriter writer, Command root, Host host)
    {
        writer.WriteLine("Backprop: feed-forward neural networks, trained by error backpropagation.");
        writer.WriteLine();
        writer.WriteLine($"  {host.Program} VERB …");
        writer.WriteLine();
        foreach (var verb in root.Subcommands)
            Row(writer, $"  {verb.Name}", verb.Description ?? "", 17, host.Width);
        writer.WriteLine();
        writer.WriteLine("From a table to a model and its predictions:");
        writer.WriteLine($"  {host.Program} train data.csv --target NAME");
        writer.WriteLine($"  {host.Program} predict data.safetensors new.csv");
        writer.WriteLine();
        writer.WriteLine($"'{host.Program} VERB --help' shows a verb's options and an example; '{host.Program} --version' the version.");
    }

    public static void Write(TextWriter writer, Verb verb, Host host)
    {
        string arguments = verb.Arguments.Count == 0 ? "" : " " + CommandErrors.Usage(verb);
        writer.WriteLine($"{host.Program} {verb.Name}{arguments} [options]");
        writer.WriteLine();
        foreach (string text in Wrapped(verb.Description ?? "", host.Width))
            writer.WriteLine(text);
        writer.WriteLine();
        writer.WriteLine(verb.Examples.Count == 1 ? "Example" : "Examples");
        foreach (string example in verb.Examples)
            writer.WriteLine($"  {host.Program} {verb.Name} {example}".TrimEnd());
        if (verb.Arguments.Count > 0)
        {
            writer.WriteLine();
            writer.WriteLine("Arguments");
            foreach (var argument in verb.Arguments)
                Row(writer, $"  {argument.Name}", argument.Description ?? "", NameColumn, host.Width);
        }
        foreach (var (title, options) in verb.Groups)
        {
            writer.WriteLine();
            writer.WriteLine(title);
            foreach (var option in options)
                Row(writer, "  " + Names(option), option.Description ?? "", NameColumn, host.Width);
        }
    }

    private static string Names(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias != "-?").Order(StringComparer.Ordinal).Append(option.Name).Distinct(StringComparer.Ordinal));
        return option.Arity.MaximumNumberOfValues == 0 ? names : $"{names} {option.HelpName}";
    }

    private static void Row(TextWriter writer, string name, string text, int column, int width)
    {
        var lines = Wrapped(text, Math.Max(24, width - column));
        if (name.Length + 1 > column)
        {
            writer.WriteLine(name);
            name = "";
        }
        for (int i = 0; i < lines.Count; i++)
            writer.WriteLine((i == 0 ? name : "").PadRight(column) + lines[i]);
    }

    private static List<string> Wrapped(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line);
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        lines.Add(line);
        return lines;
    }
}
