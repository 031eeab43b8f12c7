using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Options;

/// <summary>What a command may replace: nothing that it reads, and nothing of another kind than what it writes.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a file to write that is one to read.</summary>
    /// <param name="option">The option that names the file, as the user writes it.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">What the command reads, and what it is; null or - for what is no file.</param>
    /// <exception cref="UsageException">The file is one of them.</exception>
    public static void RequireNotRead(string option, string path, params IEnumerable<(string? Path, string What)> read)
    {
        foreach (var (input, what) in read)
            if (input is not (null or "" or "-") && FilePlace.AreSame(path, input))
                throw new UsageException($"{option} {path}: that is {what}, which would be lost; give another file");
    }

    /// <summary>Refuses to replace a file by a model that is no model itself.</summary>
    /// <exception cref="DataException">There is such a file.</exception>
    public static void RequireModel(string option, string path)
    {
        if (!HasContent(path))
            return;
        string? found = null;
        try
        {
            var metadata = SafetensorsFile.Read(path, requireHash: false).Metadata;
            if (metadata.ContainsKey(Checkpoint.MetadataKey))
                found = "the state of a training";
            else if (!metadata.ContainsKey(NetworkFile.MetadataKey))
                found = "no model";
        }
        catch (ModelFileException)
        {
            found = "no model";
        }
        if (found is not null)
            throw new DataException($"{path}: there is a file already, which is {found}, so no model is written over it. Give {option} another name, or delete the file.");
    }

    /// <summary>Whether a file with anything in it stands there.</summary>
    public static bool HasContent(string path) => new FileInfo(FilePlace.Of(path)) is { Exists: true, Length: > 0 };
}
