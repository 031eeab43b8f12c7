namespace Backprop.Campaigns.Functions;

/// <summary>
/// Finished ranges, one line each, in a file that grows: a campaign that was stopped continues where it was. Lines of another build of
/// Backprop.Numerics are left alone and not counted.
/// </summary>
internal sealed class Journal
{
    private readonly string path, build;
    private readonly Dictionary<(string Name, int Stride, int Range), Finding> finished = [];

    public Journal(string path, string build)
    {
        this.path = path;
        this.build = build;
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        if (!File.Exists(path))
            return;
        foreach (string line in File.ReadLines(path))
        {
            // A line that was cut off by a kill has fewer words, or no end mark.
            if (line.Split(' ') is [var of, var name, var stride, var range, .. { Length: 8 } rest, "."] && of == build)
                finished[(name, int.Parse(stride), int.Parse(range))] = Finding.Parse(rest);
        }
    }

    public Finding? Find(string name, int stride, int range)
    {
        lock (finished)
            return finished.TryGetValue((name, stride, range), out var finding) ? finding : null;
    }

    public void Add(string name, int stride, int range, Finding finding)
    {
        lock (finished)
        {
            finished[(name, stride, range)] = finding;
            File.AppendAllText(path, $"\n{build} {name} {stride} {range} {finding} .");
        }
    }
}
