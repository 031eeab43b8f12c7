using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Backprop.Files;

/// <summary>
/// The new files beside their targets that are to be renamed over them. Their hidden names contain the machine, the target and the process, so that the files of a
/// killed process can be distinguished from those that another one is writing.
/// </summary>
internal static class TemporaryFile
{
    /// <summary>A unique name in the folder of the target.</summary>
    public static string For(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, string.Create(CultureInfo.InvariantCulture, $"{Start(target)}{Environment.ProcessId}-{Guid.NewGuid():N}.tmp"));

    /// <summary>Removes a file; a failure is ignored, since another error is to be reported.</summary>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes the files that ended processes of this machine have left beside the target.</summary>
    public static void RemoveAbandoned(string target)
    {
        string start = Start(target);
        try
        {
            foreach (string path in Directory.GetFiles(Path.GetDirectoryName(target)!, start + "*.tmp"))
            {
                string process = Path.GetFileName(path)[start.Length..].Split('-')[0];
                if (int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !IsAlive(id))
                    Remove(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They do no harm.
        }
    }

    // Hashes, because a name may be as long as the system allows, and on a shared disk nothing is known about the processes of other machines.
    private static string Start(string target) => $".backprop-{Short(Environment.MachineName)}-{Short(Path.GetFileName(target))}-";

    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return true;
        }
    }
}
