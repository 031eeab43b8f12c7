using System.CommandLine;
using System.CommandLine.Parsing;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Shell;

/// <summary>The errors in a command line, each with the nearest correct name.</summary>
internal static class CommandErrors
{
    public static IReadOnlyList<string> Find(ParseResult line, IReadOnlyList<string> args)
    {
        var command = line.CommandResult.Command;
        var known = Names(command).ToArray();
        // After "--" everything is an argument.
        var before = args.TakeWhile(arg => arg != "--").ToHashSet(StringComparer.Ordinal);
        bool LooksLikeOption(string token) => token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]) && before.Contains(token);

        var errors = new List<string>();
        foreach (var option in line.CommandResult.Children.OfType<OptionResult>())
        {
            string name = option.Option.Name;
            if (option.Tokens.Count == 0 && option.Option.Arity.MinimumNumberOfValues > 0 && !option.Implicit)
                errors.Add($"option {name} needs a value: {name} {option.Option.HelpName}");
            else if (option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues == 1)
                errors.Add($"option {name} is given {option.IdentifierTokenCount} times");
            else if (option.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } swallowed)
                errors.Add($"option {name} needs a value, but '{swallowed.Value}' follows it");
        }
        var arguments = line.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value);
        bool unknown = false;
        foreach (string token in arguments.Concat(line.UnmatchedTokens).Where(LooksLikeOption))
        {
            unknown = true;
            string name = token.Split('=')[0];
            // Every letter is one edit away from every other, so there is nothing to suggest.
            errors.Add($"unknown option '{name}'.{(name.Length > 2 ? Nearest.Suggest(name, known) : "")}");
        }
        if (errors.Count == 0 && line.UnmatchedTokens.Count > 0)
        {
            string token = line.UnmatchedTokens[0];
            errors.Add(command.Subcommands.Count > 0
                ? $"unknown verb '{token}'.{Nearest.Suggest(token, command.Subcommands.Select(verb => verb.Name))}"
                : $"'{token}' is one argument too many: {command.Name} takes {Usage(command)}.");
        }
        if (errors.Count == 0 && !unknown)
            errors.AddRange(line.Errors.Select(error => Missing(error, command)));
        return errors;
    }

    /// <summary>The arguments of a verb, as in the help.</summary>
    public static string Usage(Command command) => command.Arguments.Count == 0
        ? "no arguments"
        : string.Join(' ', command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? argument.Name : $"[{argument.Name}]"));

    private static string Missing(ParseError error, Command command)
    {
        if (error.SymbolResult is CommandResult or ArgumentResult { Tokens.Count: 0 }
            && command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0) is not null
            && error.Message.Contains("equired", StringComparison.Ordinal))
            return $"{command.Name} needs {Usage(command)}.";
        return error.Message;
    }

    private static IEnumerable<string> Names(Command command) =>
        command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
}
