using System.ComponentModel;
using System.Diagnostics;

namespace Backprop.Studio.Hosting;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens a page; where there is no browser, its address was printed.</summary>
    public static void Open(string address)
    {
        bool hasDisplay = !OperatingSystem.IsLinux()
            || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDisplay)
            return;
        try
        {
            using Process? opener = OperatingSystem.IsLinux()
                ? Process.Start(new ProcessStartInfo("xdg-open", address) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", address)
                : Process.Start(new ProcessStartInfo(address) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // The address stands on the screen.
        }
    }
}
