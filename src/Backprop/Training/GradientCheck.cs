using System.Globalization;
using Backprop.Execution;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Parameters;
using Backprop.Textbook;

namespace Backprop.Training;

/// <summary>What a gradient check found.</summary>
/// <param name="Worst">
/// The largest difference between the engine's derivative and the central difference, as a share of the largest derivative of its layer (mean
/// size over the rows).
/// </param>
/// <param name="Where">The weight with this difference, such as <c>layer 1, weight 3 → 2</c> (input 3 to unit 2, from 1) or <c>layer 2, bias → 1</c>.</param>
/// <param name="Rows">Rows checked.</param>
/// <param name="SkippedRows">Rows skipped because they are too near a kink (for example of relu) for differences to be meaningful.</param>
/// <param name="Parameters">Weights checked.</param>
public sealed record GradientCheckResult(double Worst, string Where, int Rows, int SkippedRows, long Parameters);

/// <summary>Checks the derivatives that the engine trains with against central differences of the textbook's error.</summary>
/// <example>
/// <code>
/// GradientCheckResult check = GradientCheck.Run(network, training);
/// Console.WriteLine($"largest difference {check.Worst:E1}, at {check.Where}");
/// </code>
/// </example>
public static class GradientCheck
{
    /// <summary>Checks a network's derivatives on rows.</summary>
    /// <param name="network">The network; dropout is ignored.</param>
    /// <param name="examples">The rows.</param>
    /// <param name="rows">The most rows to check, the first ones. Default: 16.</param>
    /// <param name="weightsPerLayer">The most weights to check in a layer; of larger ones as many are drawn. Default: 400.</param>
    /// <param name="seed">The seed of the draw. Default: 1.</param>
    /// <exception cref="ArgumentException">The examples do not match the network, there are none, or every row is at a kink.</exception>
    public static GradientCheckResult Run(Network network, Examples examples, int rows = 16, int weightsPerLayer = 400, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        Evaluation.Require(network, examples);
        var textbook = TextbookNetwork.Complete(network);
        var (x, t) = Rows(textbook, examples, Math.Min(rows, examples.Count));
        if (x.Count == 0)
            throw new ArgumentException("Every row is too near a kink of the activation functions for differences to be meaningful; give other rows.", nameof(examples));
        var gradients = EngineGradients(network, x, t).Matrices;
        double worst = -1;
        string where = "";
        long parameters = 0;
        var others = new Queue<double[,]>(textbook.Layers.SelectMany(layer => layer.Before).SelectMany(transform => transform.Parameters));
        for (int block = 0, dense = 0; block < gradients.Count; block++)
        {
            int number = network.Parameters.LayerOf(block);
            var layer = network.Layers[number - 1];
            var (difference, row, column, count) = CheckBlock(Differences(layer is DenseLayer ? dense++ : null), x.Count, gradients[block], number - 1, weightsPerLayer, seed);
            parameters += count;
            if (difference > worst || double.IsNaN(difference))
                (worst, where) = (difference, string.Create(CultureInfo.InvariantCulture, $"layer {number}, {layer.ParameterName(row, column)}"));
        }
        return new GradientCheckResult(worst, where, x.Count, Math.Min(rows, examples.Count) - x.Count, parameters);

        // By the row n, and by the row and the column of the parameter in its block.
        Func<int, int, int, double> Differences(int? dense)
        {
            if (dense is { } layer)
                return (n, i, j) => NumericalGradient.Of(textbook, x[n], t[n], layer, i, j);
            double[,] block = others.Dequeue();
            return (n, i, j) => NumericalGradient.Of(textbook, x[n], t[n], block, i, j);
        }
    }

    private static (List<double[]> X, List<double[]> T) Rows(TextbookNetwork textbook, Examples examples, int rows)
    {
        var x = new List<double[]>();
        var t = new List<double[]>();
        var target = new float[examples.Outputs];
        for (int n = 0; n < rows; n++)
        {
            examples.CopyTargetsTo(n, target);
            double[] inputs = Doubles(examples.InputsOf(n)), targets = Doubles(target);
            if (NumericalGradient.KinkDistance(textbook, inputs, targets) < 10 * NumericalGradient.Step)
                continue;
            x.Add(inputs);
            t.Add(targets);
        }
        return (x, t);
    }

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return doubles;
    }

    private static ParameterValues EngineGradients(Network network, List<double[]> x, List<double[]> t)
    {
        var withoutDropout = network.Clone(dropout: 0);
        var derivatives = withoutDropout.Parameters.Values.Zeros();
        var executor = withoutDropout.ExecutorFor(x.Count, Processor.Single, new TrainingPart(derivatives));
        var pass = executor.Pass;
        for (int n = 0; n < x.Count; n++)
        {
            for (int i = 0; i < x[n].Length; i++)
                pass.Inputs[n, i] = (float)x[n][i];
            for (int k = 0; k < t[n].Length; k++)
                pass.Targets[n, k] = (float)t[n][k];
            pass.RowWeights[n] = 1;
        }
        executor.Propagate(x.Count);
        executor.Differentiate(x.Count, 1f / x.Count);
        return derivatives;
    }

    private static (double Difference, int I, int J, int Count) CheckBlock(
        Func<int, int, int, double> differences, int rows, PanelMatrix gradient, int layer, int most, ulong seed)
    {
        int all = (int)Math.Min(gradient.Count, int.MaxValue);
        var order = new int[Math.Min(all, 1_000_000)];
        Permutation.Shuffle(order, seed, Purpose.Check, layer);
        double worst = 0, scale = 0;
        int worstI = 0, worstJ = 0, count = Math.Min(most, order.Length);
        foreach (int place in order.AsSpan(0, count))
        {
            // Of a layer of more than a million weights every s-th is a candidate.
            long weight = place * Math.Max(1, gradient.Count / order.Length);
            int i = (int)(weight / gradient.Units), j = (int)(weight % gradient.Units);
            double mean = 0, size = 0;
            for (int n = 0; n < rows; n++)
            {
                double derivative = differences(n, i, j);
                mean += derivative / rows;
                size += Math.Abs(derivative) / rows;
            }
            scale = Math.Max(scale, size);
            double difference = Math.Abs(mean - gradient[i, j]);
            if (difference > worst || double.IsNaN(difference))
                (worst, worstI, worstJ) = (difference, i, j);
        }
        return (worst == 0 ? 0 : worst / scale, worstI, worstJ, count);
    }
}
