using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Backprop.Cli.Shell;

namespace Backprop.Cli.Tests;

/// <summary>What a command gave.</summary>
public sealed record Outcome(int Status, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public void Is(int status) => Assert.True(Status == status, $"status {Status}, expected {status}\n{Out}\n{Error}");

    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A folder of its own for one test, and commands run in it.</summary>
public sealed class Workplace : IDisposable
{
    /// <summary>The root of the repository that the tests stand in.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("backprop-cli-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Runs a command line in this process; words that are names of files are given with their full paths.</summary>
    public Outcome Run(params string[] args) => Run(new RunSettings(), args);

    internal Outcome Run(RunSettings settings, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int status = App.Run(args, new Host
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(settings.Input)),
            Out = output,
            Error = error,
            Terminal = settings.Terminal,
            Screen = settings.Screen,
            Unicode = settings.Unicode,
            Width = settings.Width,
            Color = settings.Color,
            Stop = settings.Stop,
        });
        return new Outcome(status, output.ToString(), error.ToString());
    }

    /// <summary>Trains one network, by the recipe plain: <c>train</c> with these words behind it.</summary>
    public Outcome Train(params string[] args) => Run(["train", "--recipe", "plain", .. args]);

    /// <summary>The files in the folder that are models.</summary>
    public string[] Models => Directory.GetFiles(Folder, "*.safetensors", SearchOption.AllDirectories);

    /// <summary>Starts the program as a process of its own, in this folder.</summary>
    public Process Start(string[] args, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll"));
        foreach (string arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public Outcome RunProcess(string[] args, params (string Name, string Value)[] environment)
    {
        using var process = Start(args, environment);
        process.StandardInput.Close();
        return Finish(process);
    }

    public static Outcome Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), "the process did not end");
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Backprop.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests stand in no repository.");
    }
}

internal sealed record RunSettings
{
    public string Input { get; init; } = "";

    public bool Terminal { get; init; }

    public bool Screen { get; init; }

    public bool Unicode { get; init; } = true;

    public bool Color { get; init; }

    public int Width { get; init; } = 100;

    public CancellationToken Stop { get; init; }
}
