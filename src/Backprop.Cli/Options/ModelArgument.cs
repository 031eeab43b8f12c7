using System.CommandLine;
using Backprop.Cli.Shell;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Cli.Options;

/// <summary>The MODEL argument.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create() => new("MODEL") { Description = "a model of train, or a bare network of new" };

    /// <summary>Reads a model.</summary>
    public static Model Load(string path)
    {
        if (path.Length == 0)
            throw new UsageException("the name of the model is empty");
        if (Directory.Exists(path))
            throw new DataException($"{path}: that is a folder; the file of a model is expected.");
        return File.Exists(path) ? Model.Load(path) : throw new DataException($"{path}: there is no such model.{Nearest.Suggest(path, Siblings(path))} train makes one.");
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
