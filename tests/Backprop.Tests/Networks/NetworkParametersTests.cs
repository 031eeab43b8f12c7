using System.Security.Cryptography;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Numerics.Buffers;

namespace Backprop.Tests.Networks;

public class NetworkParametersTests
{
    private static readonly Network Example = new([3, 20, 2], new NetworkOptions { InputScale = true, Activation = ActivationFunction.Tanh, Initializer = Initializer.Normal, Dropout = 0.25 });

    [Fact]
    public void Names_and_shapes_are_those_of_files()
    {
        Assert.Equal(["layers.1.scale", "layers.2.biases", "layers.2.weights", "layers.3.biases", "layers.3.weights"], Example.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([[3], [20], [3, 20], [2], [20, 2]], Example.Parameters.Select(parameter => parameter.Shape));
        Assert.Equal(Example.ParameterCount, Example.Parameters.Sum(parameter => parameter.Count));
    }

    [Fact]
    public void All_numbers_come_in_the_order_of_the_hash()
    {
        float[] values = Example.Parameters.ToArray();
        var bytes = new byte[values.Length * sizeof(float)];
        LittleEndian.Write(values, bytes);
        Assert.Equal(Example.WeightsSha256(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Weights_come_row_after_row_input_by_input()
    {
        float[] weights = Example.Parameters["layers.2.weights"].ToArray(), biases = Example.Parameters["layers.2.biases"].ToArray();
        var layer = Example.DenseLayers[0];
        for (int j = 0; j < layer.Units; j++)
        {
            Assert.Equal(layer[0, j], biases[j]);
            for (int i = 1; i <= layer.Inputs; i++)
                Assert.Equal(layer[i, j], weights[(i - 1) * layer.Units + j]);
        }
    }

    [Fact]
    public void A_network_with_given_numbers_has_them_and_leaves_the_first_as_it_was()
    {
        string before = Example.WeightsSha256();
        float[] values = [.. Enumerable.Range(0, (int)Example.ParameterCount).Select(i => i / 7f)];
        var network = Example.WithParameters(values);
        Assert.Equal(values, network.Parameters.ToArray());
        Assert.Equal((before, 0.25), (Example.WeightsSha256(), network.DenseLayers[0].Dropout));
        Assert.Equal(before, network.WithParameters(Example.Parameters.ToArray()).WeightsSha256());
        var one = Example.WithParameter("layers.3.biases", [5, 6]);
        Assert.Equal([5f, 6f], one.Parameters["layers.3.biases"].ToArray());
        Assert.Equal(Example.Parameters["layers.3.weights"].ToArray(), one.Parameters["layers.3.weights"].ToArray());
        Assert.NotEqual(Example.Predict([1, 2, 3]), one.Predict([1, 2, 3]));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_named()
    {
        void Refused(string expected, Action act) => Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
        Refused("has no parameter 'layers.1.weights'. It has layers.1.scale, layers.2.biases", () => Example.WithParameter("layers.1.weights", []));
        Refused("layers.2.weights has 60 numbers [3, 20], but 3 were given.", () => Example.WithParameter("layers.2.weights", [1, 2, 3]));
        Refused("layers.2.weights has 60 numbers [3, 20], but 61 were given.", () => Example.Parameters["layers.2.weights"].CopyTo(new float[61]));
        Refused("Number 1 of layers.3.biases, counted from 0, is NaN", () => Example.WithParameter("layers.3.biases", [1, float.NaN]));
        Refused("The network has 125 parameters, but 124 numbers were given.", () => Example.WithParameters(new float[124]));
        Refused("The network has 125 parameters, but 126 numbers were given.", () => Example.Parameters.CopyTo(new float[126]));
    }
}
