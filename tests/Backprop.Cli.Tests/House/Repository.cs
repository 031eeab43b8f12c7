using System.Diagnostics;

namespace Backprop.Cli.Tests.House;

/// <summary>The repository the tests were built from, and its commands.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Runs a program in a folder; what it prints on both streams, and its exit status.</summary>
    public static (int Status, string Output) Run(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // The tests' own build settings are not the programs'.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Backprop.slnx")) ? folder : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No Backprop.slnx above the tests."));
}
