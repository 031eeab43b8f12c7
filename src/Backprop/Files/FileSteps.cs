using Microsoft.Win32.SafeHandles;

namespace Backprop.Files;

/// <summary>The steps of <see cref="AtomicFile"/> that the system may refuse, so that a test can let each of them fail.</summary>
internal sealed record FileSteps
{
    /// <summary>Makes a new, empty file that must not exist yet.</summary>
    public Func<string, SafeFileHandle> Create { get; init; } =
        path => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);

    /// <summary>Opens the new file for its content.</summary>
    public Func<string, Stream> Open { get; init; } =
        path => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1 << 16);

    /// <summary>Waits until the content is on the disk.</summary>
    public Action<SafeFileHandle> Flush { get; init; } = RandomAccess.FlushToDisk;

    /// <summary>Gives the first file the name of the second, which is replaced where it exists.</summary>
    public Action<string, string> Rename { get; init; } = (from, to) => File.Move(from, to, overwrite: true);

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    public Action<string> FlushFolder { get; init; } = path => Folder.Flush(path);

    /// <summary>The system's own.</summary>
    public static FileSteps Real { get; } = new();
}
