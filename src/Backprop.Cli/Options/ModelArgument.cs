using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Options;

/// <summary>The MODEL argument.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create() => new("MODEL") { Description = "a model made by train, or a bare network made by new" };

    /// <summary>Reads a model.</summary>
    public static Model Load(string path)
    {
        if (path.Length == 0)
            throw new UsageException("MODEL is empty: expected the file of a model");
        if (Directory.Exists(path))
            throw new DataException($"{path}: this is a folder; the file of a model was expected.");
        if (File.Exists(path))
            return IsText(path) ? throw new DataException($"{path}: this is a table or other text, not a model (a .safetensors file). MODEL comes first, then DATA.") : Model.Load(path);
        throw new DataException($"{path}: there is no such model.{Nearest.Suggest(path, Siblings(path))} 'train' creates one.");
    }

    // A model begins with a length of 8 bytes, the last of which are 0; text has no zero bytes.
    private static bool IsText(string path)
    {
        Span<byte> start = stackalloc byte[8];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) is > 0 and var read && start[..read].IndexOfAnyInRange((byte)0, (byte)8) < 0;
    }

    private static IEnumerable<string> Siblings(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        try
        {
            return Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*.safetensors").Order(StringComparer.Ordinal).Take(1000).Select(file => Path.Combine(folder, Path.GetFileName(file))).ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
