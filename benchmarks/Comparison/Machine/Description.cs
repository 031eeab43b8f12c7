using System.Diagnostics;
using System.Runtime.InteropServices;
using Backprop.Numerics.Lanes;

namespace Backprop.Benchmarks.Machine;

/// <summary>What the report says about where it was made.</summary>
internal static class Description
{
    public static IEnumerable<(string Name, string Value)> Lines(string root)
    {
        yield return ("processor", $"{ProcessorName()}, {Environment.ProcessorCount} in use");
        yield return ("caches", Caches());
        yield return ("memory", $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:F0} GB");
        yield return ("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        yield return (".NET", $"{RuntimeInformation.FrameworkDescription}; vectors of {(int)VectorWidths.Best} bits");
        yield return ("date", $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC");
        string changes = Git(root, "status", "--porcelain", "--", "src") == "" ? "" : " with changes in src";
        yield return ("commit", Git(root, "rev-parse", "--short", "HEAD") + changes);
    }

    // Cloud machines hide the model's name; family and model number tell the generation.
    private static string ProcessorName() => ProcessorField("model name") is not { } name
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : ProcessorField("cpu family") is { } family ? $"{name} (family {family}, model {ProcessorField("model")})" : name;

    private static string? ProcessorField(string name) =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").Select(line => line.Split(':', 2)).FirstOrDefault(parts => parts[0].Trim() == name)?[1].Trim()
            : null;

    private static string Caches()
    {
        const string Folder = "/sys/devices/system/cpu/cpu0/cache";
        if (!Directory.Exists(Folder))
            return "unknown";
        return string.Join(", ", Directory.GetDirectories(Folder, "index*").Order(StringComparer.Ordinal)
            .Where(index => File.ReadAllText(Path.Combine(index, "type")).Trim() != "Instruction")
            .Select(index => $"L{File.ReadAllText(Path.Combine(index, "level")).Trim()} {File.ReadAllText(Path.Combine(index, "size")).Trim()}"));
    }

    private static string Git(string root, params string[] words)
    {
        try
        {
            var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = root };
            foreach (string word in words)
                start.ArgumentList.Add(word);
            using var process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
