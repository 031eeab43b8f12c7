using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Benchmarks.Rows;

/// <summary>How fast a table of the size of covertype (581,012 rows of 55 numbers) goes from text to floats.</summary>
/// <param name="Name">What the numbers look like.</param>
/// <param name="Bytes">Bytes of the text.</param>
/// <param name="Seconds">Time to read it, one number a round.</param>
/// <param name="CpuSeconds">CPU time of all threads to read it, one number a round.</param>
/// <param name="FreshPage">Seconds to touch 4 KB of memory that nobody has used before, measured right before.</param>
internal sealed record CsvRate(string Name, long Bytes, IReadOnlyList<double> Seconds, IReadOnlyList<double> CpuSeconds, double FreshPage)
{
    /// <summary>The target, in bytes per second of one core.</summary>
    public const double MinRate = 200e6;

    private const int Rows = 581_012, Columns = 55;

    /// <summary>Bytes a second, by the time on the clock.</summary>
    public double Rate => Bytes / Statistics.Median(Seconds);

    /// <summary>Bytes a second of CPU time.</summary>
    public double RateOfCore => Bytes / Statistics.Median(CpuSeconds);

    public static IEnumerable<CsvRate> Measure(int rounds, string folder)
    {
        yield return Measure("whole numbers, most of them 0 or 1, as covertype's", rounds, folder, LikeCovertype);
        yield return Measure("decimals such as -1.2345678", rounds, folder,
            (random, _) => random.NextNormal().ToString("F7", CultureInfo.InvariantCulture));
    }

    // Ten quantities, 44 yes-or-no columns, and the class.
    private static string LikeCovertype(RandomStream random, int column) =>
        column < 10 ? random.NextInt(3000).ToString(CultureInfo.InvariantCulture)
        : column < 54 ? random.NextInt(20) == 0 ? "1" : "0"
        : (1 + random.NextInt(7)).ToString(CultureInfo.InvariantCulture);

    private static CsvRate Measure(string name, int rounds, string folder, Func<RandomStream, int, string> cell)
    {
        string path = Path.Combine(folder, "table.csv");
        try
        {
            Write(path, cell);
            double freshPage = TouchFreshPage();
            var seconds = new List<double>();
            var cpu = new List<double>();
            for (int round = 0; round <= rounds; round++)
            {
                var before = Environment.CpuUsage.TotalTime;
                long start = Stopwatch.GetTimestamp();
                var table = Table.Read(path);
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                cpu.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
                if (table.Rows != Rows || table.Columns.Count != Columns)
                    throw new InvalidOperationException($"the table came back as {table.Rows} rows of {table.Columns.Count} columns");
            }
            // The first reading warms the compiler and the file cache.
            return new CsvRate(name, new FileInfo(path).Length, seconds[1..], cpu[1..], freshPage);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static unsafe double TouchFreshPage()
    {
        const int Page = 4096, Pages = 1 << 15;
        byte* memory = (byte*)NativeMemory.Alloc((nuint)Page * Pages);
        long start = Stopwatch.GetTimestamp();
        for (int page = 0; page < Pages; page++)
            memory[(nint)page * Page] = 1;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        NativeMemory.Free(memory);
        return seconds / Pages;
    }

    private static void Write(string path, Func<RandomStream, int, string> cell)
    {
        var random = new RandomStream(1, Purpose.Data);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        writer.WriteLine(string.Join(',', Enumerable.Range(1, Columns).Select(column => $"c{column}")));
        for (int n = 0; n < Rows; n++)
        {
            for (int column = 0; column < Columns; column++)
            {
                if (column > 0)
                    writer.Write(',');
                writer.Write(cell(random, column));
            }
            writer.Write('\n');
        }
    }
}
