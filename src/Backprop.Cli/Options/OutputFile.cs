using Backprop.Cli.Shell;
using Backprop.Files;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Options;

/// <summary>What a command may replace: no file that it reads, and no file of another kind than it writes.</summary>
internal static class OutputFile
{
    /// <summary>Refuses to write to a file that is read.</summary>
    /// <param name="option">The option that names the file, in the user's spelling.</param>
    /// <param name="path">The file.</param>
    /// <param name="read">The paths that the command reads, and what they are; null or - where it is not a file.</param>
    /// <exception cref="UsageException">The file is one of them.</exception>
    public static void RequireNotRead(string option, string path, params IEnumerable<(string? Path, string What)> read)
    {
        foreach (var (input, what) in read)
            if (input is not (null or "" or "-") && FilePlace.AreSame(path, input))
                throw new UsageException($"{option} {path}: this is {what}, which would be lost; choose another file");
    }

    /// <summary>Refuses to replace a file that is not a model by a model.</summary>
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
                found = "a checkpoint";
            else if (!metadata.ContainsKey(NetworkFile.MetadataKey))
                found = "not a model";
        }
        catch (ModelFileException)
        {
            found = "not a model";
        }
        if (found is not null)
            throw new DataException($"{path}: this file exists and is {found}, so it is not overwritten by a model. Give {option} another name, or delete the file.");
    }

    /// <summary>Whether a file exists there that is not empty.</summary>
    public static bool HasContent(string path) => new FileInfo(FilePlace.Of(path)) is { Exists: true, Length: > 0 };
}
