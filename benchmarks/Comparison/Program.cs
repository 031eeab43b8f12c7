using System.Diagnostics;
using System.Globalization;
using Backprop.Benchmarks;
using Backprop.Benchmarks.Machine;
using Backprop.Benchmarks.Report;
using Backprop.Benchmarks.Rows;
using Backprop.Benchmarks.Workers;

// benchmarks/run starts this program; it starts itself again as the worker that is measured.
if (args is ["worker", .. var words])
{
    OwnWorker.Run(Job.Parse(words));
    return 0;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Settings.Parse(args) is not { } settings)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

var load = new Load();
var before = Load.Averages;
var peers = new Peers(settings.Benchmarks, settings.Built);
foreach (var missing in peers.All.Where(peer => !peer.IsHere))
    Console.Error.WriteLine($"{missing.Name} is left out: it needs {missing.Missing}");
Row[] rows = [.. RowList.Of(peers).Where(row => settings.Only is null || $"{row.Job.Work} {row.Name}".Contains(settings.Only, StringComparison.Ordinal))];
var sitting = new Sitting(settings.Rounds, settings.RoundSeconds, settings.WarmUpSeconds);
var measured = new List<Measured>();
var failures = new List<(Row, string)>();
var watch = Stopwatch.StartNew();
foreach (var row in rows)
{
    try
    {
        measured.Add(sitting.Run(row));
        var times = measured[^1].Contenders.Select(c => $"{c.Peer.Name} {c.Threads} {Numbers.Microseconds(c.Median)} µs");
        Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss} {row.Name}: {string.Join(", ", times)}");
    }
    catch (Exception error) when (error is InvalidOperationException or TimeoutException or IOException or FormatException)
    {
        failures.Add((row, error.Message));
        Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss} {row.Name} could not be measured: {error.Message}");
    }
}
bool all = settings.Only is null;
List<ProductRate> products = all ? [.. ProductRate.Measure(settings.Rounds, RowList.Products)] : [];
List<CsvRate> csv = all ? [.. CsvRate.Measure(Math.Min(3, settings.Rounds), settings.Built)] : [];
List<(int, double, double)> bandwidth = [.. new[] { 1, Environment.ProcessorCount }.Distinct().Select(threads =>
{
    var (read, update) = Peak.Bandwidth(threads);
    return (threads, read, update);
})];
using var self = Process.GetCurrentProcess();
var page = new BenchmarksPage(new Results
{
    Peers = peers,
    Command = string.Join(' ', args.Skip(2).Select(word => word.Contains(' ') ? $"\"{word}\"" : word).Prepend("benchmarks/run")),
    Rounds = settings.Rounds,
    RoundSeconds = settings.RoundSeconds,
    Machine = [.. Description.Lines(settings.Root)],
    LoadBefore = before,
    LoadAfter = Load.Averages,
    Disturbance = load.Since(sitting.Processor + self.TotalProcessorTime),
    Bandwidth = bandwidth,
    Rows = measured,
    Failures = failures,
    Products = products,
    Csv = csv,
    Limits = File.ReadAllText(Path.Combine(settings.Benchmarks, "limits.md")),
}).Write();
if (settings.Output is { } path)
{
    File.WriteAllText(path, page);
    Console.Error.WriteLine($"{watch.Elapsed:mm\\:ss} wrote {path}");
}
else
{
    Console.Write(page);
}
return failures.Count == 0 ? 0 : 1;
