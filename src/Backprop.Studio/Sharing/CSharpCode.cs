using System.Globalization;
using System.Text;
using Backprop.Studio.States;
using Backprop.Textbook;

namespace Backprop.Studio.Sharing;

/// <summary>A C# program that rebuilds the network of a lesson, with its weights, and does its step.</summary>
public static class CSharpCode
{
    /// <summary>The number of weights beyond which a program is too long to read; the model file holds them all.</summary>
    public const int MaxWeights = 20_000;

    /// <summary>Whether the network is small enough to be written as code.</summary>
    public static bool Fits(Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return lesson.Weights <= MaxWeights;
    }

    /// <summary>The program, to be run with <c>dotnet run network.cs</c>.</summary>
    public static string Of(Lesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        TextbookNetwork network = lesson.Network;
        var code = new StringBuilder();
        string parameter = network.ErrorParameter is { } p ? ", " + Number(p) : "";
        code.Append(CultureInfo.InvariantCulture, $$"""
            // The network {{lesson.Sizes}} with its weights, and one step of error backpropagation. Run it with: dotnet run network.cs
            {{SourceProject.Line("Backprop")}}
            using Backprop.Layers;
            using Backprop.Networks;
            using Backprop.Textbook;
            using Backprop.Training;
            using Backprop.Training.Optimizers;

            // Row 0 of each layer holds the biases, row i the weights from input i.
            var textbook = new TextbookNetwork(
            [

            """);
        foreach (TextbookLayer layer in network.Layers)
        {
            code.Append(CultureInfo.InvariantCulture, $"    new TextbookLayer(ActivationFunction.Parse(\"{layer.Activation}\"), new double[,]\n    {{\n");
            for (int i = 0; i <= layer.Inputs; i++)
                code.Append(CultureInfo.InvariantCulture, $"        {{ {string.Join(", ", Enumerable.Range(0, layer.Units).Select(j => Number(layer.Weights[i, j])))} }},\n");
            code.Append("    }),\n");
        }
        code.Append(CultureInfo.InvariantCulture, $$"""
            ], "{{network.ErrorName}}"{{parameter}});

            double[] x = [{{string.Join(", ", lesson.Inputs.Select(Number))}}];
            double[] t = [{{string.Join(", ", lesson.Targets.Select(Number))}}];
            const double learningRate = {{Number(lesson.LearningRate)}};
            TextbookStep step = textbook.Step(x, t, learningRate);
            Console.WriteLine($"y = {string.Join(", ", step.Outputs)}, E = {step.Error}");
            Console.WriteLine($"after the update: E = {step.Updated.Error(x, t)}");

            // The same with the engine, in single precision.
            Network network = Network.Of(textbook);
            using var trainer = new Trainer(network, new TrainingOptions { Optimizer = new Sgd { LearningRate = learningRate }, BatchSize = 1 });
            double error = trainer.Step([.. x.Select(v => (float)v)], [.. t.Select(v => (float)v)]);
            Console.WriteLine($"engine: E = {error}, y after the update = {string.Join(", ", trainer.Network.Predict([.. x.Select(v => (float)v)]))}");

            """);
        return code.ToString();
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "double.NaN" : double.IsInfinity(value) ? value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
