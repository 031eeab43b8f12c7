using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Backprop.Files;

/// <summary>Makes the names in a folder durable.</summary>
internal static class Folder
{
    private const int CloseOnExecOnLinux = 0x80000;

    /// <summary>
    /// Waits until the names in the folder are on the disk, so that a rename survives a power cut. False, and nothing done, where the
    /// system has no such step (Windows) or does not let this user read the folder.
    /// </summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static bool Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || Open(folder) is not { } handle)
            return false;
        using (handle)
            RandomAccess.FlushToDisk(handle);
        return true;
    }

    // The framework opens no folders (File.OpenHandle refuses them), hence the one call into the C library; reading is access enough.
    private static SafeFileHandle? Open(string folder)
    {
        try
        {
            int descriptor = OpenDescriptor(Encoding.UTF8.GetBytes(folder + '\0'), OperatingSystem.IsLinux() ? CloseOnExecOnLinux : 0);
            return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "open")]
    private static extern int OpenDescriptor(byte[] path, int flags);
}
