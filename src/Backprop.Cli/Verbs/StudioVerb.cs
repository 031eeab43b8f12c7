using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Cli.Studio;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Verbs;

/// <summary>Serves the studio to a browser until it is interrupted.</summary>
internal sealed class StudioVerb : Verb
{
    private readonly Argument<string[]> paths = new("MODEL|DATA|FOLDER…")
    {
        Description = "models, tables and folders to open there; the page can open nothing else on this machine",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly StudioOptions options = new();

    public StudioVerb() : base(
        "studio",
        "opens the studio, a page in the browser: step through the algorithm on the network's diagram, train and watch, inspect a model",
        "",
        "penguins.safetensors penguins.csv",
        "--port 8080 --no-browser")
    {
        Take(paths);
        Group("Page", options.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        string[] found = [.. (line.GetValue(paths) ?? []).Select(Existing)];
        using var watching = host.Watching();
        using var studio = StudioProcess.Start([.. options.Read(line), .. found], host.Stop);
        if (studio.Address is { } address && !host.Stop.IsCancellationRequested)
        {
            PrintAddress(line, host, address);
            host.Out.Flush();
        }
        int status = studio.Wait(host.Stop);
        if (!host.Stop.IsCancellationRequested)
            return studio.Address is null && status == ExitCode.Done ? ExitCode.Failed : status;
        return host.StopStatus();
    }

    private static void PrintAddress(ParseResult line, Host host, string address)
    {
        if (line.GetValue(CommonOptions.Json))
            JsonText.WriteObject(host.Out, writer => writer.WriteString("address", address));
        else
            host.Text.WriteLine(line.GetValue(CommonOptions.Quiet) ? address : $"Backprop studio: {address}");
        if (!line.GetValue(CommonOptions.Quiet))
            host.Note("Ctrl-C ends it.");
    }

    /// <summary>The full path of an existing file or folder, since another program opens it.</summary>
    private static string Existing(string path)
    {
        if (path.Length == 0)
            throw new UsageException("the name of a file to open is empty");
        if (!Path.Exists(path))
            throw new DataException($"{path}: there is no such file or folder.{Nearest.Suggest(path, Neighbours(path))} Name models, tables, or folders that hold them.");
        return Path.GetFullPath(path);
    }

    private static string[] Neighbours(string path)
    {
        try
        {
            string folder = Path.GetDirectoryName(path) ?? "";
            return [.. Directory.EnumerateFileSystemEntries(folder.Length == 0 ? "." : folder).Take(1000).Select(entry => Path.Combine(folder, Path.GetFileName(entry))).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
