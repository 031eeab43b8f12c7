using Backprop.Execution;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;
using Backprop.Textbook;

namespace Backprop.Tests.Networks;

/// <summary>Networks, rows and passes for tests, each a function of a seed.</summary>
internal static class RandomNetworks
{
    /// <summary>Every pair of an output function and an error function that fit, with a number of outputs they fit for.</summary>
    public static IEnumerable<(ActivationFunction Output, ErrorFunction Error, int Outputs)> LegalPairs =>
        from error in ErrorFunction.All
        from outputs in new[] { 1, 3 }
        from output in error.FittingOutputs(outputs)
        select (output, error, outputs);

    public static (float[][] X, float[][] T) Rows(int count, int inputs, int outputs, ErrorFunction error, ulong seed)
    {
        var random = new RandomStream(seed, Purpose.Data);
        var x = new float[count][];
        var t = new float[count][];
        for (int n = 0; n < count; n++)
        {
            x[n] = new float[inputs];
            for (int i = 0; i < inputs; i++)
                x[n][i] = (float)random.NextNormal();
            t[n] = new float[outputs];
            for (int k = 0; k < outputs; k++)
                t[n][k] = error.Name switch
                {
                    "cross-entropy" => outputs == 1 ? random.NextInt(2) : 0,
                    "poisson" => random.NextInt(5),
                    _ => (float)random.NextNormal(),
                };
            if (error.Name == "cross-entropy" && outputs > 1)
                t[n][random.NextInt(outputs)] = 1;
        }
        return (x, t);
    }

    /// <summary>A training pass over the rows, forward and back, its derivatives left in place.</summary>
    public static NetworkPass Pass(Network network, float[][] x, float[][] t, Processor processor, float[]? weights = null)
    {
        var executor = network.ExecutorFor(x.Length, processor, new TrainingPart(network.Parameters.Values.Zeros()) { Seed = 1 });
        var pass = executor.Pass;
        float sum = 0;
        for (int n = 0; n < x.Length; n++)
        {
            x[n].CopyTo(pass.Inputs.Row(n));
            t[n].CopyTo(pass.Targets.Row(n));
            sum += pass.RowWeights[n] = weights?[n] ?? 1;
        }
        executor.Propagate(x.Length);
        executor.Differentiate(x.Length, 1 / sum);
        return pass;
    }

    public static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    /// <summary>‖g − g*‖∞ / ‖g*‖∞ of one layer.</summary>
    public static double Difference(PanelMatrix engine, double[,] textbook)
    {
        double difference = LargestDifference(engine, textbook);
        return difference == 0 ? 0 : difference / textbook.Cast<double>().Max(Math.Abs);
    }

    /// <summary>The largest difference between the engine's and the textbook's derivatives of a layer.</summary>
    public static double LargestDifference(PanelMatrix engine, double[,] textbook)
    {
        double difference = 0;
        for (int i = 0; i <= engine.Inputs; i++)
            for (int j = 0; j < engine.Units; j++)
                difference = Math.Max(difference, Math.Abs(engine[i, j] - textbook[i, j]));
        return difference;
    }

    /// <summary>Whether a row is so near to a kink that single and double precision may stand on its two sides.</summary>
    public static bool AtKink(Network network, float[] x, float[] t) =>
        NumericalGradient.KinkDistance(TextbookNetwork.Of(network), Doubles(x), Doubles(t)) < 1e-4;

    /// <summary>Whether a unit is so near to the end of its range that 1 − z² or z − z² has lost its digits in single precision.</summary>
    public static bool IsSaturated(Network network, float[] x)
    {
        var (a, _) = TextbookNetwork.Of(network).Forward(Doubles(x));
        return network.DenseLayers.Where((layer, l) => layer.Activation.Name is "tanh" or "sigmoid" && a[l].Any(v => Math.Abs(v) > (layer.Activation.Name == "tanh" ? 4 : 8))).Any();
    }

    /// <summary>Whether a unit is so near to where its function turns (h' = 0) that h' is small beside what the rounding of a does to it.</summary>
    public static bool AtTurn(Network network, float[] x)
    {
        var (a, _) = TextbookNetwork.Of(network).Forward(Doubles(x));
        return network.DenseLayers.Where((layer, l) => Turn(layer.Activation.Name) is { } turn && a[l].Any(v => Math.Abs(v - turn) < 0.01)).Any();

        static double? Turn(string function) => function switch { "gelu" => -0.7517915, "silu" => -1.2784645, "mish" => -1.1924312, _ => null };
    }
}
