using System.CommandLine;
using System.CommandLine.Parsing;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Cli.Options;

/// <summary>Options of each kind; all values are read by our own parsers, because the library's follow the machine's culture.</summary>
internal static class Make
{
    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string help) => new(name) { Description = help, Arity = ArgumentArity.Zero };

    public static Option<string?> Text(string name, string value, string help) => new(name) { Description = help, HelpName = value };

    /// <summary>An option that names a file.</summary>
    public static Option<string?> File(string name, string help, params string[] aliases)
    {
        var option = Parsed<string>(name, "FILE", help, text => text.Length > 0 ? text : throw new FormatException("the file name is empty"));
        foreach (string alias in aliases)
            option.Aliases.Add(alias);
        return option;
    }

    /// <summary>An option that may be given more than once.</summary>
    public static Option<string[]> Texts(string name, string value, string help) =>
        new(name) { Description = help, HelpName = value, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    public static Option<double?> Number(string name, string help) => Parsed<double?>(name, "X", help, text => NumberSyntax.Parse(text));

    public static Option<int?> Whole(string name, string help, int least = 1, int most = int.MaxValue) =>
        Parsed<int?>(name, "N", help, text => (int)NumberSyntax.ParseWhole(text, least, most));

    public static Option<long?> Long(string name, string help) => Parsed<long?>(name, "N", help, text => NumberSyntax.ParseWhole(text, 1, long.MaxValue));

    /// <summary>An option whose text is read by a parser that throws a <see cref="FormatException"/> with a complete message.</summary>
    public static Option<T?> Parsed<T>(string name, string value, string help, Func<string, T> parse) => new(name)
    {
        Description = help,
        HelpName = value,
        CustomParser = result => Read(result, name, parse),
    };

    /// <summary>One of a few words.</summary>
    public static Option<string?> Choice(string name, string help, params string[] choices) =>
        Parsed<string>(name, string.Join('|', choices), help, text => choices.Contains(text.ToLowerInvariant())
            ? text.ToLowerInvariant()
            : throw new FormatException($"'{text}' was given, but one of {string.Join(", ", choices)} was expected."));

    /// <summary>The command line's name for a training option.</summary>
    public static string Name(TrainingOption option) => "--" + option.Name;

    /// <summary>The command line's name for an option of a network.</summary>
    public static string Name(NetworkOption option) => "--" + option.Name;

    /// <summary>The help text of a training option.</summary>
    public static string Help(TrainingOption option, string usual) => Help(option.Meaning, usual);

    /// <summary>The help text of an option of a network.</summary>
    public static string Help(NetworkOption option, string usual) => Help(option.Meaning, usual);

    private static string Help(string meaning, string usual) => $"{meaning} (default{(usual.Contains(' ', StringComparison.Ordinal) ? ":" : "")} {usual})";

    private static T? Read<T>(ArgumentResult result, string name, Func<string, T> parse)
    {
        try
        {
            return parse(result.Tokens[^1].Value);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            result.AddError($"{name}: {Shell.UsageException.Plain(exception)}");
            return default;
        }
    }
}
