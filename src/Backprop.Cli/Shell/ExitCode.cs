namespace Backprop.Cli.Shell;

/// <summary>The exit statuses of docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The input or the run failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Ended because its terminal was closed (128 + SIGHUP).</summary>
    public const int HungUp = 129;

    /// <summary>Ended by Ctrl-C (128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM (128 + SIGTERM).</summary>
    public const int Terminated = 143;

    /// <summary>The word for an exit status that means how the program was stopped.</summary>
    public static string Word(int status) => status switch
    {
        HungUp => "hung up",
        Terminated => "terminated",
        _ => "interrupted",
    };
}
