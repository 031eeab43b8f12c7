using System.Diagnostics;

namespace Backprop.Cli.Tests.Scripts;

/// <summary>A copy of a script at the root of a small repository, with a <c>dotnet</c> on the path that only notes what it was asked to do.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
internal sealed class FakeRepository : IDisposable
{
    private const string Dotnet = """
        #!/bin/bash
        echo "$*" >>"$CALLS"
        case "$1" in
        --version) echo 10.0.100 ;;
        --list-sdks) ;;
        build)
            if [ -e "$BROKEN" ]; then echo "Program.cs(1,1): error CS1002: ; expected"; exit 1; fi
            sleep "${SLOW:-0}"
            while [ -e "$HOLD" ]; do sleep 0.02; done
            mkdir -p src/Backprop.Cli/bin/Release/net10.0 src/Backprop.Cli/obj
            touch src/Backprop.Cli/bin/Release/net10.0/Backprop.Cli.dll
            ;;
        *)
            if [ -e result ]; then cat result; exit "$(cat status)"; fi
            shift; echo "in $PWD with $*"
            ;;
        esac
        """;

    public FakeRepository()
    {
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Path.Combine(Root, "src", "Backprop.Cli"));
        File.Copy(Path.Combine(Workplace.RepositoryRoot, "backprop"), Script);
        File.Copy(Path.Combine(Workplace.RepositoryRoot, "test"), TestScript);
        File.WriteAllText(Source, "return 0;");
        File.WriteAllText(Path.Combine(Bin, "dotnet"), Dotnet);
        File.SetUnixFileMode(Path.Combine(Bin, "dotnet"), (UnixFileMode)0b111_101_101);
    }

    public string Place { get; } = Directory.CreateTempSubdirectory("backprop-script-").FullName;

    public string Root => Path.Combine(Place, "repo");

    public string Script => Path.Combine(Root, "backprop");

    public string TestScript => Path.Combine(Root, "test");

    public string Source => Path.Combine(Root, "src", "Backprop.Cli", "Program.cs");

    public string Broken => Path.Combine(Place, "broken");

    /// <summary>While this file is there, no build ends.</summary>
    public string Hold => Path.Combine(Place, "hold");

    private string Bin => Path.Combine(Place, "bin");

    private string CallsFile => Path.Combine(Place, "calls");

    public int Builds => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile).Count(line => line.StartsWith("build", StringComparison.Ordinal)) : 0;

    /// <summary>Takes dotnet, or other programs, off the path.</summary>
    public string[] Without { get; init; } = [];

    /// <summary>A test project whose program prints the text and ends with the status.</summary>
    public void AddTests(string name, string text, int status)
    {
        string folder = Path.Combine(Root, "tests", name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), "");
        File.WriteAllText(Path.Combine(folder, "result"), text);
        File.WriteAllText(Path.Combine(folder, "status"), status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Whether scripts run as a user without rights, which root alone can ask for.</summary>
    public bool AsNobody { get; set; }

    /// <summary>Set for the programs that are started.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public Outcome Run(string script, string folder, params string[] args)
    {
        using var process = Start(script, folder, args);
        return Workplace.Finish(process);
    }

    public Process Start(string script, string folder, params string[] args)
    {
        string[] line = AsNobody ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", script, .. args] : [script, .. args];
        var start = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Bin}:{OtherPrograms()}";
        start.Environment["CALLS"] = CallsFile;
        start.Environment["BROKEN"] = Broken;
        start.Environment["SLOW"] = "0.3";
        start.Environment["HOLD"] = Hold;
        start.Environment.Remove("CI");
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Place, recursive: true);

    // A folder of links to what the script uses: the machine's own folders hold the real dotnet.
    private string OtherPrograms()
    {
        string folder = Path.Combine(Place, "programs");
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(folder);
        string[] names = ["bash", "env", "dirname", "readlink", "find", "head", "mkdir", "touch", "rm", "mv", "cat", "sleep", "tr", "flock", "basename", "sed", "tail", "mktemp"];
        foreach (string name in names.Except(Without))
        {
            string? real = new[] { "/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin" }.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
            if (real is not null)
                File.CreateSymbolicLink(Path.Combine(folder, name), real);
        }
        if (Without.Contains("dotnet"))
            File.Delete(Path.Combine(Bin, "dotnet"));
        return folder;
    }
}
