using System.Runtime.Intrinsics;
using System.Text;
using Backprop.Benchmarks.Rows;
using Backprop.Benchmarks.Workers;
using static Backprop.Benchmarks.Report.Numbers;

namespace Backprop.Benchmarks.Report;

/// <summary>Writes docs/benchmarks.md, or the page of the same figures with vectors of 256 bits.</summary>
internal sealed class BenchmarksPage(Results results)
{
    /// <summary>From here on others' work shows in the figures.</summary>
    private const double NoticeableLoad = 0.1, HeavyLoad = 0.5;

    private const double LargeOperations = 1e8;

    /// <summary>The target gain from two threads, the operations per step from which it applies, and the products' target share of the peak.</summary>
    private const double LeastOfTwo = 1.8, SharedOperations = 1e8, MinShare = 0.865;

    private const string WideFile = "benchmarks.md", NarrowFile = "benchmarks-256.md";

    private readonly StringBuilder page = new();
    private readonly Peers peers = results.Peers;

    private static bool IsWide => Vector512.IsHardwareAccelerated;

    /// <summary>The page's file in docs: one for processors with vectors of 512 bits, one for 256 bits.</summary>
    public static string FileName => IsWide ? WideFile : NarrowFile;

    public string Write()
    {
        Line(IsWide ? "# Benchmarks" : "# Benchmarks with vectors of 256 bits");
        Line();
        Line(IsWide ? $"With vectors of 512 bits (AVX-512); [the other page]({NarrowFile}) has the figures with 256 bits (AVX2), as most processors have them."
            : $"With vectors of 256 bits (AVX2); [the other page]({WideFile}) has the figures with 512 bits (AVX-512). {WhyNarrow()}");
        Line();
        Line("Written by `benchmarks/run`, which does the same work with Backprop and other systems in one session: every system is started and warmed up, then they take");
        Line($"turns, a round each; a figure is the median of {results.Rounds} rounds of about {results.RoundSeconds:0.##} s. Ratios are the other system's time over ours: above 1 we are");
        Line("faster. This page is not edited by hand; the section on limits comes from `benchmarks/limits.md`.");
        Line();
        Honesty();
        Table(["machine", ""], [.. results.Machine.Select(line => new[] { line.Name, line.Value }), .. Versions()]);
        Rows(Group.Training, "Training, a step", "Microseconds a step; `1` and `2` are threads.");
        Rows(Group.Others, "Training, other shapes",
            "Odd sizes, deep, narrow, wide: at least 1.3 × libtorch below 1 GFLOP a step, 1.12 × above, where libtorch's own products are near the peak.");
        Rows(Group.Prediction, "Prediction",
            "Microseconds a call. ONNX Runtime runs in its process with inputs and outputs bound once, and its outputs are first compared with ours.");
        Threads();
        SideBySide();
        Memory();
        Bounds();
        Products();
        Csv();
        Losses();
        Limits();
        Commands();
        return page.ToString();
    }

    private static string WhyNarrow() => Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0"
        ? "This processor has both: Backprop and libtorch were limited to 256 bits, ONNX Runtime and scikit-learn cannot be." : "This processor has no AVX-512.";

    private void Honesty()
    {
        string load = results.LoadBefore is null
            ? "The load of the machine is not known."
            : $"Load averages before: {results.LoadBefore}; after: {results.LoadAfter}.";
        if (results.Disturbance is not var (others, stolen))
            Line(load);
        else if (others > NoticeableLoad || stolen > 0.01)
            Line($"**The machine was shared**: other programs kept {Digits(others)} of its {Environment.ProcessorCount} processors busy on average"
                + (stolen >= 0.005 ? $", and its host took away {Percent(stolen)} of the time" : "")
                + $". Times are longer than on a quiet machine{(others > HeavyLoad ? ", ratios are rough, and those on two threads mean nothing" : "")}. {load}");
        else
            Line($"The machine was quiet: other programs took {Digits(others)} of its {Environment.ProcessorCount} processors. {load}");
        Line();
    }

    private IEnumerable<string[]> Versions()
    {
        foreach (var peer in peers.All)
        {
            string? version = results.Rows.SelectMany(row => row.Contenders).FirstOrDefault(c => c.Peer == peer)?.Version;
            yield return [peer.Name, version ?? (peer.IsHere ? "not used" : $"left out: it needs {peer.Missing}")];
        }
    }

    private void Rows(Group group, string title, string words)
    {
        Measured[] rows = [.. results.Rows.Where(row => row.Row.Group == group)];
        if (rows.Length == 0)
            return;
        Heading(title, words);
        (Peer Peer, int Threads)[] columns = [.. rows.SelectMany(row => row.Contenders).Select(c => (c.Peer, c.Threads)).Distinct()
            .OrderBy(c => peers.All.ToList().IndexOf(c.Peer)).ThenBy(c => c.Threads)];
        Table(
            ["work", .. columns.Select(c => $"{c.Peer.Name} {c.Threads}"), "ratio (of the best rounds)", "target", ""],
            [
                .. rows.Select(row => (string[])
                [
                    row.Row.Name,
                    .. columns.Select(c => row.Of(c.Peer, c.Threads) is { } contender ? Microseconds(contender.Median) : ""),
                    string.Join("; ", Judged(row).Select(j => $"{Ratio(j.Ratio)} ({Ratio(row.RatioOfBest(peers.Backprop, j.Target.Peer, j.Target.Threads))})")),
                    string.Join("; ", row.Row.Targets.Select(target => target.Text)),
                    Judged(row).Any() ? Judged(row).All(j => j.Reached) ? "reached" : "**missed**" : "",
                ]),
            ]);
        foreach (var (row, reason) in results.Failures.Where(failure => failure.Row.Group == group))
            Line($"{row.Name} could not be measured: {reason}\n");
    }

    private IEnumerable<(Target Target, double Ratio, bool Reached)> Judged(Measured row)
    {
        foreach (var target in row.Row.Targets)
            if (row.Ratio(peers.Backprop, target.Peer, target.Threads) is { } ratio)
                yield return (target, ratio, ratio >= target.Ratio);
    }

    private void Threads()
    {
        Measured[] rows = [.. results.Rows.Where(row => row.Row.IsTraining && row.Of(peers.Backprop, 1) is not null && row.Of(peers.Backprop, 2) is not null)];
        if (rows.Length == 0)
            return;
        Heading("Two threads against one",
            "Our own times; the target is 1.8 × from 54-256-256-7 up. The weights are bit-identical. The last three columns are what communication between the two processors cost right before: "
            + "a signal to the other and its answer, a cache line (16 floats) that the other has written and this one reads, and one that the other has read and this one writes. "
            + "A virtual machine's processors may be far apart, and move.");
        Table(["work", "GFLOP a step", "one, µs", "two, µs", "ratio", "libtorch's ratio", "signal and answer, µs", "read, ns", "write, ns"],
        [
            .. rows.OrderBy(row => row.Row.Operations).Select(row => new[]
            {
                row.Row.Name, Giga(row.Row.Operations), Microseconds(row.Of(peers.Backprop, 1)!.Median), Microseconds(row.Of(peers.Backprop, 2)!.Median),
                Ratio(row.Of(peers.Backprop, 1)!.Median / row.Of(peers.Backprop, 2)!.Median),
                row.Of(peers.Torch, 1) is { } one && row.Of(peers.Torch, 2) is { } two ? Ratio(one.Median / two.Median) : "",
                row.Crossing is { } word ? Microseconds(word.RoundTrip) : "", row.Crossing is { } read ? Digits(read.Read * 1e9) : "",
                row.Crossing is { } write ? Digits(write.Write * 1e9) : "",
            }),
        ]);
    }

    private void SideBySide()
    {
        Measured[] rows = [.. results.Rows.Where(row => row.Row.Job.IsSideBySide && row.Gain(peers.Backprop, 2, 1) is not null)];
        if (rows.Length == 0)
            return;
        Heading("Two trainings side by side",
            "Trainings on one thread each, such as the members of an ensemble or the folds of a cross-validation: a step of one alone, and of each of two at once. They share nothing of ours; where two take "
            + "less than twice the speed of one, they share caches, memory and the processor's clock.");
        Table(["work", "one alone, µs", "each of two, µs", "share of twice the speed"],
        [
            .. rows.Select(row => new[]
            {
                row.Row.Name, Microseconds(row.Of(peers.Backprop, 1)!.Median), Microseconds(row.Of(peers.Backprop, 2)!.Median), Percent(row.Gain(peers.Backprop, 2, 1)!.Value),
            }),
        ]);
    }

    private void Memory()
    {
        var ours = results.Rows.Where(row => !row.Row.Job.IsSideBySide)
            .SelectMany(row => row.Contenders.Where(c => c.Peer == peers.Backprop).Select(c => (row.Row.Name, c.Threads, c.Bytes)))
            .ToList();
        if (ours.Count == 0)
            return;
        Heading("Allocation", "Bytes that a warm step or prediction of ours allocates on its thread; the target is 0.");
        var some = ours.Where(row => row.Bytes > 0).ToList();
        if (some.Count == 0)
            Line($"0 bytes in all {ours.Count} measurements above.\n");
        else
            Table(["work", "threads", "bytes"], [.. some.Select(row => new[] { row.Name, $"{row.Threads}", $"{row.Bytes:N0}" })],
                $"0 bytes in {ours.Count - some.Count} of {ours.Count} measurements above; the others:");
    }

    private void Bounds()
    {
        Measured[] rows = [.. results.Rows.Where(row => row.Row.Operations >= LargeOperations && !row.Row.Job.IsSideBySide && row.Of(peers.Backprop, 1) is not null)];
        if (rows.Length == 0 || results.Bandwidth.Count == 0)
            return;
        var (_, read, update) = results.Bandwidth[0];
        Heading("How close to the machine's limit",
            $"One thread. The peak of fused multiply-adds is measured before every round (here up to {Giga(rows.Max(row => row.Peak))} GFLOP/s); memory gives "
            + $"{Giga(read)} GB/s read and {Giga(update)} GB/s under an update{(results.Bandwidth is [_, .., var (threads, reads, updates)] ? $" ({Giga(reads)} and {Giga(updates)} on {threads} threads)" : "")}. "
            + "The products take at least operations over peak; the parameters, where they do not stay in a cache, at least bytes over bandwidth. "
            + "The larger is the bound; what is left is functions, errors, and transposing.");
        Table(
            ["work", "GFLOP", "operations / peak, µs", "MB of parameters moved", "bytes / bandwidth, µs", "bound by", "ours, µs", "of the bound", "libtorch"],
        [
            .. rows.Select(row =>
            {
                double compute = row.Row.Operations / row.Peak, memory = row.Row.Bytes / update, ours = row.Of(peers.Backprop, 1)!.Median;
                var peer = row.Of(row.Row.Job.Predicts ? peers.Onnx : peers.Torch, 1);
                return new[]
                {
                    row.Row.Name, Giga(row.Row.Operations), Microseconds(compute), Digits(row.Row.Bytes / 1e6), Microseconds(memory),
                    compute >= memory ? "operations" : "memory", Microseconds(ours), Percent(Math.Max(compute, memory) / ours),
                    peer is null ? "" : $"{(row.Row.Job.Predicts ? "ONNX Runtime " : "")}{Percent(Math.Max(compute, memory) / peer.Median)}",
                };
            }),
        ]);
    }

    private void Products()
    {
        if (results.Products.Count == 0)
            return;
        Heading("The products alone",
            "One thread, without epilogues; the target is 87 % of the peak (90 % if possible). The share is of the peak measured right before each round.");
        Table(["rows × inputs × units", "forward, GFLOP/s", "of peak", "backward, GFLOP/s", "of peak", "gradient, GFLOP/s", "of peak"],
        [
            .. results.Products.GroupBy(p => (p.Rows, p.Inputs, p.Units)).Select(shape => (string[])
            [
                $"{shape.Key.Rows} × {shape.Key.Inputs} × {shape.Key.Units}",
                .. shape.SelectMany(p => new[] { Giga(p.Rate), Percent(p.Share) }),
            ]),
        ]);
    }

    private void Csv()
    {
        if (results.Csv.Count == 0)
            return;
        Heading("Loading CSV", "A file of 581,012 rows and 55 columns, from text to floats with the types detected; the target is 200 MB/s a core. The last column is what the system took right before "
            + "for 4 KB of memory that had not been used before.");
        Table(["numbers", "MB", "seconds", "MB/s", "MB/s of CPU time", "fresh memory, µs a page"],
        [
            .. results.Csv.Select(csv => new[]
            {
                csv.Name, Digits(csv.Bytes / 1e6), Digits(Statistics.Median(csv.Seconds)), Digits(csv.Rate / 1e6), Digits(csv.RateOfCore / 1e6), Digits(1e6 * csv.FreshPage),
            }),
        ]);
    }

    private void Losses()
    {
        Heading("Where we lose", "Every pair above in which the other system was faster on the same number of threads, and every missed target.");
        var lines = new List<string>();
        foreach (var row in results.Rows)
        {
            foreach (var they in row.Contenders.Where(c => c.Peer != peers.Backprop))
                if (row.Ratio(peers.Backprop, they.Peer, they.Threads) is < 1 and var ratio)
                    lines.Add($"- {row.Row.Name}: {they.Peer.Name} on {they.Threads} is faster, {Ratio(ratio)}");
            foreach (var (target, ratio, reached) in Judged(row))
                if (!reached && ratio >= 1)
                    lines.Add($"- {row.Row.Name}: {Ratio(ratio)} where the target is {target.Text}");
            if (row.Row.Operations >= SharedOperations && row.Gain(peers.Backprop, 2, 1) is < LeastOfTwo and var gain && row.Row.IsTraining)
                lines.Add($"- {row.Row.Name}: {Ratio(gain)} on two threads, where the target is 1.8 ×");
        }
        lines.AddRange(results.Products.Where(p => p.Operations >= SharedOperations && p.Share < MinShare)
            .Select(p => $"- the {p.Name} product {p.Rows} × {p.Inputs} × {p.Units}: {Percent(p.Share)} of the peak, where the target is 87 %"));
        lines.AddRange(results.Csv.Where(csv => csv.RateOfCore < CsvRate.MinRate).Select(csv => $"- loading {csv.Name}: {Digits(csv.RateOfCore / 1e6)} MB/s a core, where the target is {Digits(CsvRate.MinRate / 1e6)}"));
        Line(lines.Count == 0 ? "Nowhere." : string.Join('\n', lines));
        Line();
    }

    private void Limits()
    {
        Heading("What limits us, and what was tried", results.Limits.Trim());
    }

    private void Commands()
    {
        Heading("How to repeat it", "The systems' packages are restored the first time; a system that is missing on the machine is left out, and the page says so.");
        Line("```");
        Line(results.Command);
        Line("benchmarks/run --only 784-128-10          # rows whose work contains these words");
        Line("benchmarks/run --quick                    # three short rounds, for a quick look");
        Line("benchmarks/kernels --filter '*Product*'   # our kernels alone, by BenchmarkDotNet");
        Line("./backprop bench 784-128-10 --batch 32 --activation relu --error cross-entropy --optimizer sgd --threads 1");
        Line("```");
    }

    private void Heading(string title, string words)
    {
        Line($"## {title}");
        Line();
        Line(words);
        Line();
    }

    private void Table(string[] head, IReadOnlyList<string[]> rows, string? before = null)
    {
        if (before is not null)
        {
            Line(before);
            Line();
        }
        Line($"| {string.Join(" | ", head)} |");
        Line($"|{string.Concat(Enumerable.Repeat("---|", head.Length))}");
        foreach (string[] row in rows)
            Line($"| {string.Join(" | ", row)} |");
        Line();
    }

    private void Line(string text = "") => page.Append(text).Append('\n');
}
