using System.Diagnostics;

namespace Backprop.Campaigns.Crashes;

/// <summary>Another process of this program.</summary>
internal static class Child
{
    public static Process Start(IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string arg in args.Prepend("-").Prepend(typeof(Child).Assembly.Location))
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs to the end; the status is 137 where it was killed.</summary>
    public static (int Status, string Output, string Error) Run(IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> args)
    {
        using var process = Start(environment, args);
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
