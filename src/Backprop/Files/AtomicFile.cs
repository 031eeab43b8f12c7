using Microsoft.Win32.SafeHandles;

namespace Backprop.Files;

/// <summary>
/// Replaces a file as a whole or not at all: after a crash, a full disk or a power failure, its name refers to the old content or the new
/// content, never for a part.
/// </summary>
internal static class AtomicFile
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    /// <summary>
    /// Writes a new file beside the target, flushes it to the disk, renames it over the target and flushes the folder. When anything
    /// fails before the rename, the target is as it was and the new file is removed.
    /// </summary>
    /// <remarks>
    /// A symbolic link stays, and the file it points to is replaced. The permissions of an existing file are kept; its owner becomes the
    /// current user. Of several writers at once, the last to finish wins. New files that processes left beside the target which were killed while they wrote
    /// are removed.
    /// </remarks>
    /// <param name="path">The file to replace or make; its folder must exist.</param>
    /// <param name="write">Writes the content to the stream (forward only; it may close it). What it throws is passed on, input and
    /// output errors inside an <see cref="IOException"/> that names the file.</param>
    /// <exception cref="IOException">The folder does not exist or may not be written to; a folder, a device or a read-only file has the
    /// name; the disk is full or fails. The message says which.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Write(path, write, FileSteps.Real);
        RemoveAbandoned(path);
    }

    /// <summary>
    /// Checks beforehand whether <see cref="Write(string, Action{Stream})"/> could begin: creates a new file beside the target and removes it again. Such new
    /// files that processes left there which were killed while they wrote are removed, too.
    /// </summary>
    /// <param name="path">The file to replace or create; it is not changed.</param>
    /// <exception cref="IOException">As of <see cref="Write(string, Action{Stream})"/>.</exception>
    public static void RequireWritable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Target(path), temporary = TemporaryFile.For(target);
        Create(path, Path.GetDirectoryName(target)!, temporary, FileSteps.Real).Dispose();
        TemporaryFile.Remove(temporary);
        TemporaryFile.RemoveAbandoned(target);
    }

    internal static void Write(string path, Action<Stream> write, FileSteps steps)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Target(path);
        string folder = Path.GetDirectoryName(target)!;
        string temporary = TemporaryFile.For(target);
        using (SafeFileHandle handle = Create(path, folder, temporary, steps))
        {
            try
            {
                KeepPermissions(target, handle);
                using (Stream stream = steps.Open(temporary))
                    write(stream);
                // this handle was open during all writes, so that the flush reports what failed in any of them
                steps.Flush(handle);
                handle.Dispose();
                steps.Rename(temporary, target);
            }
            catch (Exception e)
            {
                handle.Dispose();
                TemporaryFile.Remove(temporary);
                if (e is IOException or UnauthorizedAccessException)
                    throw new IOException($"'{path}' could not be written and is unchanged: {e.Message}", e);
                throw;
            }
        }
        FlushFolder(path, folder, steps);
    }

    /// <summary>Removes the new files that processes left which were killed while they wrote to this path.</summary>
    internal static void RemoveAbandoned(string path) => TemporaryFile.RemoveAbandoned(Target(path));

    private static string Target(string path)
    {
        try
        {
            return FindTarget(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"'{path}' cannot be written: {e.Message}", e);
        }
    }

    /// <summary>The file to replace, links followed, after the checks that need no new file.</summary>
    private static string FindTarget(string path)
    {
        string target = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(target))
            throw new IOException($"'{path}' cannot be written: it is a folder. Give the name of a file.");
        // Renamed over, /dev/null would be an ordinary file from then on, for everyone; and what /dev/stdout leads to is in use.
        if (Path.Exists(target) && (IsOfSystem(target) || IsOfSystem(FilePlace.Of(path)) || OrdinaryFile.IsOther(target)))
            throw new IOException($"'{path}' cannot be written: it is a device, a pipe or a socket, which cannot be replaced. Give the name of a file.");
        if (new FileInfo(target).LinkTarget is not null)
            target = LinkTarget(path, target);
        string? folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{path}' cannot be written: the folder '{folder}' does not exist. Create it first.");
        if (!File.Exists(target))
            return target;
        if (File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new IOException($"'{path}' cannot be written: it is read-only. Make it writable, or give another name.");
        return target;
    }

    private static string LinkTarget(string path, string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName;
        }
        catch (IOException e)
        {
            throw new IOException($"'{path}' cannot be written: it is a symbolic link that cannot be followed ({e.Message})", e);
        }
    }

    private static bool IsOfSystem(string path) =>
        !OperatingSystem.IsWindows() && !path.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    private static SafeFileHandle Create(string path, string folder, string temporary, FileSteps steps)
    {
        try
        {
            return steps.Create(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"'{path}' cannot be written: no file can be created in the folder '{folder}'. Check its permissions and the space on the "
                + $"disk, or choose another folder. ({e.Message})", e);
        }
    }

    private static void KeepPermissions(string target, SafeFileHandle handle)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(handle, File.GetUnixFileMode(target) & Permissions);
    }

    private static void FlushFolder(string path, string folder, FileSteps steps)
    {
        try
        {
            steps.FlushFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"'{path}' was replaced, but the disk did not confirm it: after a power failure the old file may be back. ({e.Message})", e);
        }
    }
}
