using System.Diagnostics;

namespace Backprop.Campaigns.Functions;

/// <summary>Runs the checks over all 2³² floats, in ranges that the threads take one after another.</summary>
internal sealed class Campaign(Journal journal, int threads, int stride)
{
    public const int Batch = 1 << 16;

    public const int Ranges = 256;

    private const long RangeFloats = 1L << 24;

    private const double SecondsBetweenReports = 20;

    /// <summary>Checks what is not in the journal yet, and returns what was found in all ranges together.</summary>
    public Finding Run(Check check)
    {
        var open = new Queue<int>(Enumerable.Range(0, Ranges).Where(range => journal.Find(check.Name, stride, range) is null));
        int all = open.Count, done = 0;
        var watch = Stopwatch.StartNew();
        double reported = 0;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            while (true)
            {
                int range;
                lock (open)
                {
                    if (!open.TryDequeue(out range))
                        return;
                }
                journal.Add(check.Name, stride, range, RunRange(check, range));
                lock (open)
                {
                    done++;
                    double seconds = watch.Elapsed.TotalSeconds;
                    if (seconds - reported < SecondsBetweenReports && done < all)
                        continue;
                    reported = seconds;
                    double left = seconds / done * (all - done);
                    Console.Error.WriteLine($"{check.Name}: {Ranges - all + done} of {Ranges} ranges, {seconds:F0} s, about {left:F0} s to go");
                }
            }
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        return Found(check)!.Value;
    }

    /// <summary>What the journal holds of a check; null where ranges are missing.</summary>
    public Finding? Found(Check check)
    {
        Finding? sum = null;
        for (int range = 0; range < Ranges; range++)
        {
            if (journal.Find(check.Name, stride, range) is not { } finding)
                return null;
            sum = sum?.And(finding) ?? finding;
        }
        return sum;
    }

    private Finding RunRange(Check check, int range)
    {
        var bits = new uint[Batch];
        Finding? sum = null;
        long first = range * RangeFloats, end = first + RangeFloats;
        for (long start = (first + stride - 1) / stride * stride; start < end; start += (long)Batch * stride)
        {
            int count = (int)Math.Min(Batch, (end - start + stride - 1) / stride);
            for (int i = 0; i < count; i++)
                bits[i] = (uint)(start + (long)i * stride);
            var finding = check.Run(bits.AsSpan(0, count));
            sum = sum?.And(finding) ?? finding;
        }
        return sum!.Value;
    }
}
