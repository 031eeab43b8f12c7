using System.Diagnostics;

namespace Backprop.Cli.Studio;

/// <summary>
/// Locates the studio's program. It is a separate program, so that this one needs no web server: in the folder <c>studio</c> beside this one
/// when installed, or in its build output in a checkout of the sources.
/// </summary>
internal static class StudioProgram
{
    private const string Name = "Backprop.Studio";

    /// <summary>How to start it.</summary>
    /// <exception cref="IOException">It is missing.</exception>
    public static ProcessStartInfo Find()
    {
        string folder = Folder();
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name), library = Path.Combine(folder, Name + ".dll");
        // Published with its own runtime, it is started itself; else with the runtime of this program, or the one on the path.
        bool bringsRuntime = !File.Exists(library) || Directory.EnumerateFiles(folder, "*hostfxr*").Any();
        if (bringsRuntime)
            return new ProcessStartInfo(program);
        string? own = Environment.ProcessPath;
        bool isRunner = string.Equals(Path.GetFileNameWithoutExtension(own), "dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(isRunner ? own! : "dotnet") { ArgumentList = { library } };
    }

    private static string Folder()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "studio");
        if (Directory.Exists(beside))
            return beside;
        string? root = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string framework = Path.GetFileName(root), configuration = Path.GetFileName(Path.GetDirectoryName(root) ?? "");
        while (root is not null)
        {
            root = Path.GetDirectoryName(root);
            string built = Path.Combine(root ?? "", "src", Name, "bin", configuration, framework);
            if (root is not null && File.Exists(Path.Combine(built, Name + ".dll")))
                return built;
        }
        throw new IOException($"the studio's program is missing: it should be in {beside}. Reinstall Backprop; in a checkout of the sources, build src/{Name}.");
    }
}
