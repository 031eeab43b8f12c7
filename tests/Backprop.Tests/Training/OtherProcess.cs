using System.Diagnostics;

namespace Backprop.Tests.Training;

/// <summary>This test program once more, started with a setting of the runtime.</summary>
internal static class OtherProcess
{
    /// <summary>The lines it prints.</summary>
    /// <param name="setting">The setting without its DOTNET_, such as <c>EnableAVX2</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="arguments">A command of <see cref="GoldenProgram"/>.</param>
    public static string[] Lines(string setting, string value, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_" + setting] = value;
        using var process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return lines;
    }
}
