using System.Diagnostics;

namespace Backprop.Studio.Tests;

/// <summary>A studio of its own process, on a free port, as a user starts it.</summary>
internal sealed class StudioProcess : IAsyncDisposable
{
    private readonly Process process;

    private StudioProcess(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>The address it printed, with a slash at its end.</summary>
    public string Address { get; }

    /// <summary>Its process.</summary>
    public Process Process => process;

    /// <summary>The number of its process.</summary>
    public int Id => process.Id;

    /// <summary>Starts one and waits for its address.</summary>
    public static Task<StudioProcess> Start(params IEnumerable<string> args) => Start(_ => { }, args);

    /// <summary>Starts one that is set up in some way, and waits for its address.</summary>
    public static async Task<StudioProcess> Start(Action<ProcessStartInfo> change, params IEnumerable<string> args)
    {
        Process process = Launch(change, ["--port", "0", "--no-browser", .. args]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
                return new(process, line[at..]);
        }
        throw new InvalidOperationException("The studio did not start: " + await process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts one with exactly these arguments.</summary>
    public static Process Launch(Action<ProcessStartInfo> change, IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(ProgramOf("Backprop.Studio"));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        change(start);
        return Process.Start(start)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The repository's folder.</summary>
    public static string Root
    {
        get
        {
            string root = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(root, "Backprop.slnx")))
                root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not run from the repository.");
            return root;
        }
    }

    /// <summary>A program of the repository: in its own build folder, since a page's files are found beside it.</summary>
    public static string ProgramOf(string project)
    {
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(Root, "src", project, "bin", configuration, "net10.0", project + ".dll");
    }
}
