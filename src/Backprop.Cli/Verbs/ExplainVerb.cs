using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Json;
using Backprop.Explain.Text;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Textbook;
using Backprop.Training;
using Backprop.Training.Optimizers;

namespace Backprop.Cli.Verbs;

/// <summary>Derives one step of the algorithm on one row.</summary>
internal sealed class ExplainVerb : Verb
{
    private readonly Argument<string> modelFile = ModelArgument.Create();
    private readonly RowOptions rowOptions = new();
    private readonly Option<double?> learningRate = Make.Number("--learning-rate", "the learning rate η of the update, such as 1/3 (default 1/3, the lecture's)");
    private readonly Option<string?> format = Make.Choice("--format", "how the derivation is written (default text)", "text", "json");
    private readonly Option<string?> update = Make.Text("--update", "FILE", "saves the network after this one step");
    private readonly DataOptions dataOptions = new();

    public ExplainVerb() : base(
        "explain",
        "derives one step of the algorithm on one row: forward pass, deltas, derivatives and update, each with its formula and numbers",
        "net.safetensors --input 0.5,0.5 --target 0.5 --learning-rate 1/3",
        "penguins.safetensors penguins.csv --row 1")
    {
        Take(modelFile, rowOptions.Data);
        Group("Row", rowOptions.All);
        Group("Step", [learningRate, update]);
        Group("Output", [format]);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        double rate = line.GetValue(learningRate) ?? 1.0 / 3;
        if (rate <= 0)
            throw new UsageException("--learning-rate: it must be above 0.");
        string path = line.GetValue(modelFile)!;
        var model = ModelArgument.Load(path);
        var (x, t) = rowOptions.Read(line, host, model, dataOptions);
        var textbook = TextbookNetwork.Of(model.Network);
        var step = textbook.Step(x, t, rate);
        if (line.GetValue(CommonOptions.Json) || line.GetValue(format) == "json")
            host.Out.WriteLine(DerivationJson.Write(step));
        else
            Write(host.Text, model, step, Text(line, host));
        if (line.GetValue(update) is { } file)
        {
            Save(path, file, model.Network, x, t, rate);
            if (!line.GetValue(CommonOptions.Quiet))
                host.Note($"the network after this step is in {file}");
        }
        return ExitCode.Done;
    }

    /// <summary>Digits, width and characters of derivations on this host.</summary>
    public static TextOptions Text(ParseResult line, Host host) => new()
    {
        Digits = line.GetValue(CommonOptions.Digits) ?? 3,
        Ascii = !host.Unicode,
        Width = Math.Max(40, host.Width),
    };

    private static void Write(TextWriter output, Model model, TextbookStep step, TextOptions text)
    {
        NetworkDiagram.Write(output, step, text);
        output.WriteLine();
        var names = new DerivationOptions
        {
            InputNames = model.Inputs?.InputNames,
            OutputNames = model.Targets is ClassTargets classes
                ? (classes.Outputs == 1 ? [classes.Labels[^1]] : classes.Labels)
                : model.Targets?.Columns,
        };
        DerivationText.Write(output, Derivation.Of(step, names), text);
    }

    // What else the file holds (columns, history) stays: only the network is another one. The step is the engine's, as training takes it.
    private static void Save(string from, string to, Network network, double[] x, double[] t, double rate)
    {
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Threads = 1, Optimizer = new Sgd { LearningRate = rate } });
        trainer.Step(Array.ConvertAll(x, value => (float)value), Array.ConvertAll(t, value => (float)value));
        NetworkFile.ToFile(trainer.Network, SafetensorsFile.Read(from).Metadata).Write(to);
    }
}
