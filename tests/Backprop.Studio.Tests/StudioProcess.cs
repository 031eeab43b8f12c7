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

    /// <summary>Starts one and waits for its address.</summary>
    public static async Task<StudioProcess> Start(params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string arg in (IEnumerable<string>)[Program, "--port", "0", "--no-browser", .. args])
            start.ArgumentList.Add(arg);
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var at)
                return new(process, line[at..]);
        }
        throw new InvalidOperationException("The studio did not start: " + await process.StandardError.ReadToEndAsync());
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

    /// <summary>The studio's program: in its own build folder, since a page's files are found beside it.</summary>
    private static string Program
    {
        get
        {
            string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
            return Path.Combine(Root, "src", "Backprop.Studio", "bin", configuration, "net10.0", "Backprop.Studio.dll");
        }
    }
}
