using Backprop.Layers;
using Backprop.Networks;

namespace Backprop.Benchmarks.OnnxRuntime;

/// <summary>A network as an ONNX model: a Gemm for each layer and its function; input "x", output "y", any number of rows.</summary>
internal static class OnnxModel
{
    private const int Float = 1, IrVersion = 8, OperatorSet = 17;

    public static byte[] Of(Network network)
    {
        var graph = new ProtobufWriter();
        string last = "x";
        for (int l = 0; l < network.DenseLayers.Count; l++)
        {
            var layer = network.DenseLayers[l];
            bool output = l == network.DenseLayers.Count - 1;
            string operation = Operation(layer.Activation);
            string a = operation == "" && output ? "y" : $"a{l}", z = output ? "y" : $"z{l}";
            graph.Message(1, Node("Gemm", [last, $"w{l}", $"b{l}"], a));
            if (operation != "")
                graph.Message(1, Node(operation, [a], z));
            last = operation == "" ? a : z;
        }
        graph.Text(2, "network");
        for (int l = 0; l < network.DenseLayers.Count; l++)
        {
            var layer = network.DenseLayers[l];
            float[] weights = new float[layer.Inputs * layer.Units], biases = new float[layer.Units];
            for (int j = 0; j < layer.Units; j++)
            {
                biases[j] = layer[0, j];
                for (int i = 0; i < layer.Inputs; i++)
                    weights[i * layer.Units + j] = layer[i + 1, j];
            }
            graph.Message(5, Tensor($"w{l}", weights, layer.Inputs, layer.Units));
            graph.Message(5, Tensor($"b{l}", biases, layer.Units));
        }
        graph.Message(11, Value("x", network.Inputs)).Message(12, Value("y", network.Outputs));
        return new ProtobufWriter()
            .Number(1, IrVersion)
            .Text(2, "benchmark")
            .Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, OperatorSet))
            .ToArray();
    }

    private static string Operation(ActivationFunction function) => function.Name switch
    {
        "identity" => "",
        "relu" => "Relu",
        "tanh" => "Tanh",
        "sigmoid" => "Sigmoid",
        _ => throw new ArgumentException($"no operator for {function} here"),
    };

    private static ProtobufWriter Node(string operation, string[] inputs, string output)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs)
            node.Text(1, input);
        return node.Text(2, output).Text(4, operation);
    }

    private static ProtobufWriter Tensor(string name, float[] values, params int[] shape)
    {
        var tensor = new ProtobufWriter();
        foreach (int size in shape)
            tensor.Number(1, size);
        return tensor.Number(2, Float).Text(8, name).Floats(9, values);
    }

    private static ProtobufWriter Value(string name, int columns)
    {
        var shape = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "N")).Message(1, new ProtobufWriter().Number(1, columns));
        var type = new ProtobufWriter().Number(1, Float).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, type));
    }
}
