namespace Backprop.Files;

/// <summary>The place that a path leads to, every link on the way followed: two paths may be one file.</summary>
internal static class FilePlace
{
    private const int MaxLinks = 40;

    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether two paths lead to one place, whether anything is there or not.</summary>
    public static bool AreSame(string path, string other) => string.Equals(Of(path), Of(other), Comparison);

    /// <summary>The full path without links.</summary>
    public static string Of(string path) => Of(path, 0);

    private static string Of(string path, int links)
    {
        string full = Path.GetFullPath(path), at = Path.GetPathRoot(full)!;
        string[] names = full[at.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (int n = 0; n < names.Length; n++)
        {
            string folder = at;
            at = Path.Combine(at, names[n]);
            if (links < MaxLinks && LinkTarget(at) is { } target)
                return Of(Path.Combine([folder, target, .. names[(n + 1)..]]), links + 1);
        }
        return at;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
