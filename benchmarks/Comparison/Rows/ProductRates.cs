using System.Diagnostics;
using Backprop.Benchmarks.Machine;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Threads;

namespace Backprop.Benchmarks.Rows;

/// <summary>One of our products alone, without its ending.</summary>
/// <param name="Name">forward, backward or gradient.</param>
/// <param name="Rows">N.</param>
/// <param name="Inputs">D.</param>
/// <param name="Units">M.</param>
/// <param name="Rate">Floating-point operations a second, the best round.</param>
/// <param name="Share">The median over the rounds of the rate as a share of the peak measured right before.</param>
internal sealed record ProductRate(string Name, int Rows, int Inputs, int Units, double Rate, double Share)
{
    private const double RoundSeconds = 0.1;

    public double Operations => 2.0 * Rows * Inputs * Units;

    public static IEnumerable<ProductRate> Measure(int rounds, IEnumerable<(int Rows, int Inputs, int Units)> shapes)
    {
        foreach (var (rows, inputs, units) in shapes)
        {
            var x = Filled(rows, inputs);
            var deltas = Filled(rows, units);
            var a = new Matrix(rows, units);
            var below = new Matrix(rows, inputs);
            PanelMatrix weights = new(inputs, units), gradients = new(inputs, units);
            var row = new float[units];
            for (int i = 0; i <= inputs; i++)
            {
                for (int j = 0; j < units; j++)
                    row[j] = (i * 31 + j * 17) % 101 * 0.01f - 0.5f;
                weights.CopyRowFrom(i, row);
            }
            var forward = new ForwardProduct(x, weights, a, null);
            var backward = new BackwardProduct(deltas, weights, below, null);
            var gradient = new GradientProduct(x, deltas, gradients, null);
            yield return Time("forward", () => forward.Run(Processor.Single, rows), rounds, rows, inputs, units);
            yield return Time("backward", () => backward.Run(Processor.Single, rows), rounds, rows, inputs, units);
            yield return Time("gradient", () => gradient.Run(Processor.Single, rows, 1), rounds, rows, inputs, units);
        }
    }

    private static ProductRate Time(string name, Action run, int rounds, int rows, int inputs, int units)
    {
        double operations = 2.0 * rows * inputs * units;
        var rates = new List<double>();
        var shares = new List<double>();
        run();
        double each = Seconds(run, 1);
        int times = (int)Math.Clamp(RoundSeconds / each, 1, 100_000);
        Seconds(run, times);
        for (int round = 0; round < rounds; round++)
        {
            double peak = Peak.Operations();
            rates.Add(operations * times / Seconds(run, times));
            shares.Add(rates[^1] / peak);
        }
        return new ProductRate(name, rows, inputs, units, rates.Max(), Statistics.Median(shares));
    }

    private static double Seconds(Action run, int times)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Matrix Filled(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        for (int n = 0; n < rows; n++)
            for (int i = 0; i < columns; i++)
                matrix[n, i] = (n * 13 + i * 7) % 97 * 0.01f - 0.5f;
        return matrix;
    }
}
