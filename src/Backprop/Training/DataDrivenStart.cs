using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>
/// First weights that depend on the data (<see cref="Initializer.DataDriven"/>): normal, and divided by what makes each activation of standard deviation 1 over the rows; the biases
/// put the kink of a unit among the rows instead of at the origin (Holzmüller et al. 2024).
/// </summary>
internal static class DataDrivenStart
{
    /// <summary>Rows that are looked at.</summary>
    private const int MaxRows = 1024;

    /// <summary>Rows whose activations a bias is a mean of.</summary>
    private const int RowsOfBias = 5;

    /// <summary>Sets the weights and biases of all dense layers.</summary>
    /// <param name="network">A new network; its other layers are set.</param>
    /// <param name="rows">The training rows.</param>
    /// <param name="seed">The seed of the weights.</param>
    public static void Fill(Network network, Examples rows, ulong seed)
    {
        var order = new int[rows.Count];
        Permutation.Shuffle(order, seed, Purpose.Weights, 0);
        var inputs = new Matrix(Math.Min(rows.Count, MaxRows), rows.Inputs.Columns);
        for (int n = 0; n < inputs.Rows; n++)
            rows.CopyInputsTo(order[n], inputs.Row(n));
        for (int l = 0, dense = 0; l < network.Layers.Count; l++)
        {
            if (network.Layers[l] is DenseLayer layer)
                Fill(layer, inputs, seed, ++dense);
            inputs = Outputs(network.Layers[l], inputs, keepsActivations: false);
        }
    }

    private static void Fill(DenseLayer layer, Matrix inputs, ulong seed, int number)
    {
        Initializer.DataDriven.Fill(layer.Weights, seed, number);
        var activations = Outputs(layer, inputs, keepsActivations: true);
        var random = new RandomStream(seed, Purpose.Weights, number, b: 2);
        float[] row = new float[layer.Units], factors = new float[layer.Units], biases = new float[layer.Units];
        for (int j = 0; j < layer.Units; j++)
        {
            double deviation = Deviation(activations, j);
            factors[j] = deviation > 0 && double.IsFinite(deviation) ? (float)(1 / deviation) : 1;
            biases[j] = (float)-Mixture(activations, j, factors[j], random);
        }
        for (int i = 1; i <= layer.Inputs; i++)
        {
            layer.Weights.CopyRowTo(i, row);
            for (int j = 0; j < row.Length; j++)
                row[j] *= factors[j];
            layer.Weights.CopyRowFrom(i, row);
        }
        layer.Weights.CopyRowFrom(0, biases);
    }

    private static Matrix Outputs(Layer layer, Matrix inputs, bool keepsActivations)
    {
        var pass = layer.Pass(new LayerPlace { Number = 1, Inputs = inputs, Width = Processor.Single.Width, KeepsActivations = keepsActivations });
        pass.Forward(Processor.Single, inputs.Rows);
        return pass.Outputs;
    }

    private static double Deviation(Matrix activations, int unit)
    {
        double mean = 0, squares = 0;
        for (int n = 0; n < activations.Rows; n++)
            mean += activations[n, unit];
        mean /= activations.Rows;
        for (int n = 0; n < activations.Rows; n++)
            squares += (activations[n, unit] - mean) * (activations[n, unit] - mean);
        return Math.Sqrt(squares / activations.Rows);
    }

    /// <summary>A mean of the activations of random rows, with random weights that sum to 1.</summary>
    private static double Mixture(Matrix activations, int unit, double factor, RandomStream random)
    {
        double sum = 0, weights = 0;
        for (int r = 0; r < RowsOfBias; r++)
        {
            double weight = -Numerics.Functions.Elementary.Log(1 - random.NextDouble());
            sum += weight * factor * activations[random.NextInt(activations.Rows), unit];
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }
}
