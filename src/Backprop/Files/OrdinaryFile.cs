using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Backprop.Files;

/// <summary>Distinguishes regular files from other things with a file name: pipes, sockets, devices.</summary>
internal static class OrdinaryFile
{
    // statx: of all calls that return a file's type, the one whose result has the same layout on every processor.
    private const int CurrentFolder = -100, TypeMask = 1, AnswerLength = 256, ModePlace = 28;
    private const int FileType = 0xF000, Regular = 0x8000;

    /// <summary>Whether a path leads to an ordinary file, links followed. False where there is nothing, and where the path cannot be inspected.</summary>
    public static bool Is(string path) => File.Exists(path) && Look(path) == true;

    /// <summary>Whether a path leads to something that is not an ordinary file, links followed. False where there is nothing, and where the path cannot be inspected.</summary>
    public static bool IsOther(string path) => Look(path) == false;

    private static bool? Look(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (OperatingSystem.IsLinux())
        {
            try
            {
                byte[] answer = new byte[AnswerLength];
                return FileStatus(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeMask, answer) != 0 ? null
                    : (BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(ModePlace)) & FileType) == Regular;
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
                // Looked at as elsewhere.
            }
        }
        return !File.Exists(path) ? null : OperatingSystem.IsWindows() || !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "statx")]
    private static extern int FileStatus(int folder, byte[] path, int flags, uint mask, byte[] answer);
}
