using Backprop.Files;

namespace Backprop.Studio.Data;

/// <summary>The models and data named on the command line. Nothing else is ever opened by its path.</summary>
/// <param name="paths">Files, and folders whose models and data are named with them.</param>
public sealed class NamedFiles(IReadOnlyList<string> paths)
{
    private const int MaxInFolder = 200;

    private static readonly string[] DataEndings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"];

    /// <summary>Reads the disk again: a training may have written a model in the meantime.</summary>
    public IReadOnlyList<NamedFile> List()
    {
        NamedFile[] files = [.. paths.SelectMany(Of).DistinctBy(file => file.Path, StringComparer.Ordinal)];
        // Two with the same name are distinguished by their folders, and where these have the same name, too, by their paths.
        return Apart(Apart(files, file => Path.Combine(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file.Path))) ?? "", file.Name)), file => file.Path);
    }

    /// <summary>Names on the command line that do not exist on the disk.</summary>
    public IReadOnlyList<string> Missing() => [.. paths.Where(path => !File.Exists(path) && !Directory.Exists(path))];

    private static NamedFile[] Apart(NamedFile[] files, Func<NamedFile, string> longer)
    {
        var counts = files.CountBy(file => file.Name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. files.Select(file => counts[file.Name] == 1 ? file : file with { Name = longer(file) })];
    }

    private static IEnumerable<NamedFile> Of(string path)
    {
        if (File.Exists(path))
            return [new(path, Path.GetFileName(path), IsModel(path))];
        return Directory.Exists(path) ? InFolder(path) : [];
    }

    private static IEnumerable<NamedFile> InFolder(string folder)
    {
        FileInfo[] files;
        try
        {
            // A link may lead out of the folder, and only what was named is opened; opening a pipe would block.
            files = [.. new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is null && OrdinaryFile.Is(file.FullName)).OrderBy(file => file.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        IEnumerable<NamedFile> images = files.Any(file => file.Name.Contains("images", StringComparison.Ordinal) && file.Name.Contains("idx3-ubyte", StringComparison.Ordinal))
            ? [new(folder, name + " (images)", IsModel: false)] : [];
        return images.Concat(files.Where(file => IsModel(file.Name) || DataEndings.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .Take(MaxInFolder).Select(file => new NamedFile(file.FullName, file.Name, IsModel(file.Name))));
    }

    private static bool IsModel(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
