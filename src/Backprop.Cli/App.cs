using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Shell;
using Backprop.Cli.Verbs;

namespace Backprop.Cli;

/// <summary>The whole program, except for the process around it.</summary>
internal static class App
{
    /// <summary>Every verb, in the order of the overview.</summary>
    public static IReadOnlyList<Verb> Verbs { get; } =
    [
        new LectureVerb(), new TrainVerb(), new CrossvalidateVerb(), new EvaluateVerb(), new PredictVerb(), new ExplainVerb(), new CheckVerb(), new InspectVerb(), new NewVerb(), new BenchVerb(),
        new StudioVerb(),
    ];

    // Made once: an option of every verb keeps whatever commands it was added to.
    private static readonly RootCommand Root = MakeRoot();

    /// <summary>Runs one command line.</summary>
    /// <returns>The exit status.</returns>
    public static int Run(string[] args, Host host)
    {
        try
        {
            int status = Dispatch(args, host);
            FlushOutput(host);
            return status;
        }
        catch (Exception exception)
        {
            return Failure.Report(exception, host);
        }
    }

    private static void FlushOutput(Host host)
    {
        try
        {
            host.Out.Flush();
        }
        catch (Exception exception) when ((exception is IOException or UnauthorizedAccessException)
            && !exception.Message.StartsWith("standard output", StringComparison.Ordinal))
        {
            throw new IOException($"standard output cannot be written: {exception.Message}", exception);
        }
    }

    private static int Dispatch(string[] args, Host host)
    {
        // People who do not know the options yet type "help" or "help VERB".
        if (args is ["help", .. var rest])
            args = [.. rest, CommonOptions.Help.Name];
        var line = Root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        var chosen = line.CommandResult.Command as Verb;
        bool isUnknown = chosen is null && line.UnmatchedTokens.Count > 0;
        if (!isUnknown && (args.Length == 0 || line.GetValue(CommonOptions.Help)))
        {
            if (chosen is null)
                HelpText.WriteOverview(host.Text, Root, host);
            else
                HelpText.Write(host.Text, chosen, host);
            return ExitCode.Done;
        }
        if (!isUnknown && line.GetValue(CommonOptions.Version))
        {
            host.Text.WriteLine(VersionText.Text);
            return ExitCode.Done;
        }
        var errors = CommandErrors.Find(line, args);
        foreach (string error in errors)
            host.Fail(error);
        if (errors.Count > 0)
        {
            host.Note(chosen is null ? $"'{host.Program}' shows the verbs." : $"'{host.Program} {chosen.Name} --help' shows its options.");
            return ExitCode.Usage;
        }
        return chosen!.Run(line, host);
    }

    private static RootCommand MakeRoot()
    {
        // A new RootCommand brings a help and a version of its own, and directives; ours answer differently.
        var root = new RootCommand();
        root.Options.Clear();
        root.Directives.Clear();
        root.Options.Add(CommonOptions.Help);
        root.Options.Add(CommonOptions.Version);
        foreach (var verb in Verbs)
            root.Subcommands.Add(verb);
        return root;
    }
}
