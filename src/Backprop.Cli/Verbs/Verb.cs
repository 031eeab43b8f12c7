using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Shell;

namespace Backprop.Cli.Verbs;

/// <summary>One verb of the command line: its arguments and options in groups for the help, its examples, and what it does.</summary>
internal abstract class Verb : Command
{
    private readonly List<(string Title, IReadOnlyList<Option> Options)> groups = [];

    /// <summary>A verb; the examples are command lines without the program's name.</summary>
    protected Verb(string name, string summary, params string[] examples) : base(name, summary) => Examples = examples;

    /// <summary>Command lines without the program's name.</summary>
    public IReadOnlyList<string> Examples { get; }

    /// <summary>Options under their headings, in the order of the help.</summary>
    public IReadOnlyList<(string Title, IReadOnlyList<Option> Options)> Groups => groups;

    /// <summary>Does the work.</summary>
    /// <returns>The exit status.</returns>
    public abstract int Run(ParseResult line, Host host);

    protected void Take(params Argument[] arguments)
    {
        foreach (var argument in arguments)
            Arguments.Add(argument);
    }

    protected void Group(string title, params IEnumerable<Option> options)
    {
        var list = options.ToArray();
        groups.Add((title, list));
        foreach (var option in list)
            Options.Add(option);
    }

    /// <summary>The last group: the options of every verb, accepted also where they change nothing.</summary>
    protected void Common() => Group("Common", CommonOptions.All);
}
