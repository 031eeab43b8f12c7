using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;

namespace Backprop.Tabular.Models;

/// <summary>
/// Calibrates probabilities of classes by one number (temperature scaling; Platt 1999, Guo et al. 2017): the activations of the outputs are multiplied by the factor β that makes −ln p of
/// the true classes of validation rows the smallest. It becomes a part of the last weights and biases, so a model needs nothing else.
/// </summary>
internal static class Temperature
{
    /// <summary>Rows that are looked at: one number needs no more.</summary>
    private const int MaxRows = 20_000;

    /// <summary>The range of ln β, and the halvings of it.</summary>
    private const double Limit = 3;

    private const int Halvings = 40;

    /// <summary>The smallest probability: smaller ones count as this, since ln 0 is not finite.</summary>
    private const double Least = 1e-30;

    /// <summary>The factor for rows of known classes; ln β is drawn to 0 as by one standard normal observation, so that a few rows that are all right do not make it endless.</summary>
    /// <param name="probabilities">N × K probabilities of the classes, or N × 1 of the second of two.</param>
    /// <param name="classes">N classes.</param>
    /// <param name="weights">N weights; none: every row counts 1.</param>
    public static double Factor(Matrix probabilities, ReadOnlySpan<int> classes, ReadOnlySpan<double> weights)
    {
        int step = Math.Max(1, (classes.Length + MaxRows - 1) / MaxRows);
        var rows = new List<(double[] Logs, int Class, double Weight)>();
        for (int n = 0; n < classes.Length; n += step)
            if (classes[n] >= 0 && float.IsFinite(probabilities.Row(n)[0]))
                rows.Add((Logs(probabilities.Row(n)), classes[n], weights.IsEmpty ? 1 : weights[n]));
        double low = -Limit, high = Limit;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(rows, middle) > 0 ? (low, middle) : (middle, high);
        }
        return Elementary.Exp((low + high) / 2);
    }

    /// <summary>Multiplies the activations of a network's outputs.</summary>
    public static void Apply(Network network, double factor)
    {
        var weights = network.DenseLayers[^1].Weights;
        float[] row = new float[weights.Units];
        for (int i = 0; i <= weights.Inputs; i++)
        {
            weights.CopyRowTo(i, row);
            for (int k = 0; k < row.Length; k++)
                row[k] = (float)(row[k] * factor);
            weights.CopyRowFrom(i, row);
        }
    }

    /// <summary>The same for probabilities: p^β, divided by the sum over the classes.</summary>
    public static void Apply(Matrix probabilities, double factor)
    {
        for (int n = 0; n < probabilities.Rows; n++)
        {
            var row = probabilities.Row(n);
            if (!float.IsFinite(row[0]))
                continue;
            double[] scaled = Softmax(Logs(row), factor);
            if (row.Length == 1)
                row[0] = (float)scaled[1];
            else
                for (int k = 0; k < row.Length; k++)
                    row[k] = (float)scaled[k];
        }
    }

    /// <summary>The derivative by ln β of Σ w −ln p of the true classes + (ln β)² / 2.</summary>
    private static double Slope(List<(double[] Logs, int Class, double Weight)> rows, double logFactor)
    {
        double factor = Elementary.Exp(logFactor), sum = 0;
        foreach (var (logs, label, weight) in rows)
        {
            double[] p = Softmax(logs, factor);
            double mean = 0;
            for (int k = 0; k < p.Length; k++)
                mean += p[k] * logs[k];
            sum += weight * (mean - logs[label]);
        }
        return factor * sum + logFactor;
    }

    private static double[] Logs(ReadOnlySpan<float> row)
    {
        if (row.Length == 1)
            return [Elementary.Log(Math.Max(Least, 1 - (double)row[0])), Elementary.Log(Math.Max(Least, row[0]))];
        var logs = new double[row.Length];
        for (int k = 0; k < logs.Length; k++)
            logs[k] = Elementary.Log(Math.Max(Least, row[k]));
        return logs;
    }

    private static double[] Softmax(double[] logs, double factor)
    {
        var p = new double[logs.Length];
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double log in logs)
            largest = Math.Max(largest, factor * log);
        for (int k = 0; k < p.Length; k++)
            sum += p[k] = Elementary.Exp(factor * logs[k] - largest);
        for (int k = 0; k < p.Length; k++)
            p[k] /= sum;
        return p;
    }
}
