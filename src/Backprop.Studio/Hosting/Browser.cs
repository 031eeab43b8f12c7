using System.ComponentModel;
using System.Diagnostics;

namespace Backprop.Studio.Hosting;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    // The browser must not write where the address is printed, nor block on its output, nor read the studio's input.
    private const string Quietly = "exec xdg-open \"$1\" </dev/null >/dev/null 2>&1";

    /// <summary>Opens a page; where there is no browser, the printed address must do.</summary>
    /// <param name="address">Its address; other users of the machine can see it.</param>
    public static void Open(string address)
    {
        bool hasDisplay = !OperatingSystem.IsLinux()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDisplay)
            return;
        try
        {
            using Process? opener = OperatingSystem.IsLinux()
                ? Process.Start("sh", ["-c", Quietly, "sh", address])
                : OperatingSystem.IsMacOS() ? Process.Start("open", address)
                : Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // The address is on the screen.
        }
    }
}
