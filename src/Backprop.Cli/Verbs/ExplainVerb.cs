using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Derivations;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Json;
using Backprop.Explain.Reports;
using Backprop.Explain.Rows;
using Backprop.Explain.Text;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
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
    private readonly Option<string?> format = Make.Choice("--format", "how it is written (default text)", DocumentOutput.Formats);
    private readonly Option<string?> output = new("--output", "-o") { Description = "writes it to a file, as a whole or not at all, instead of standard output", HelpName = "FILE" };
    private readonly Option<string[]> units = UnitOptions.Create();
    private readonly Option<bool> why = Make.Flag("--why", "instead of the derivation: which columns moved the prediction most, by integrated gradients and gradient × input; needs no target");
    private readonly Option<string?> of = Make.Text("--of", "NAME", "the class or target column that --why explains (default: the predicted class, the first target)");
    private readonly Option<string?> update = Make.Text("--update", "FILE", "saves the network after this one step");
    private readonly DataOptions dataOptions = new();

    public ExplainVerb() : base(
        "explain",
        "derives one step of the algorithm on one row: forward pass, deltas, derivatives and update, each with its formula and numbers",
        "net.safetensors --input 0.5,0.5 --target 0.5 --learning-rate 1/3",
        "penguins.safetensors penguins.csv --row 1",
        "penguins.safetensors penguins.csv --row 1 --why",
        "penguins.safetensors penguins.csv --row 1 --format html -o page.html")
    {
        Take(modelFile, rowOptions.Data);
        Group("Row", rowOptions.All);
        Group("Step", [learningRate, update]);
        Group("Why", [why, of]);
        Group("Output", [format, output, units]);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        double rate = line.GetValue(learningRate) ?? 1.0 / 3;
        if (!((float)rate > 0 && float.IsFinite((float)rate)))
            throw new UsageException("--learning-rate: it must be a number above 0 that single precision can hold, from 1e-45 to 3.4e38.");
        string path = line.GetValue(modelFile)!;
        if (line.GetValue(output) is { Length: > 0 } document)
            OutputFile.RequireNotRead("--output", document, (path, "the model"), (line.GetValue(rowOptions.Data), "the data"));
        var model = ModelArgument.Load(path);
        bool isWhy = line.GetValue(why);
        if (!isWhy && line.GetValue(of) is not null)
            throw new UsageException("--of goes with --why.");
        var row = rowOptions.Read(line, host, model, dataOptions, needsTarget: !isWhy || line.GetValue(update) is not null);
        string form = line.GetValue(CommonOptions.Json) ? "json" : line.GetValue(format) ?? "text";
        var text = Text(line, host);
        // Made before anything is printed: what fails then fails at once.
        var after = line.GetValue(update) is { } place ? Updated(place, model.Network, row, rate) : null;
        if (isWhy)
        {
            var report = UsageException.Of(() => row.Why(model, line.GetValue(of)));
            Print(writer => WhyOutput.Write(writer, report, form, text));
        }
        else
        {
            var step = TextbookNetwork.Of(model.Network).Step(row.X, row.T!, rate);
            var (most, chosen) = UnitOptions.Read(line.GetValue(units));
            var options = UsageException.Of(() => OptionsFor(model, step, most, chosen));
            Print(writer => Write(writer, step, options, form, text));
        }
        if (after is not null)
        {
            // What else the file holds (columns, history) stays: only the network is another one.
            string file = line.GetValue(update)!;
            NetworkFile.ToFile(after, SafetensorsFile.Read(path).Metadata).Write(file);
            if (!line.GetValue(CommonOptions.Quiet))
                host.Note($"the network after this step is in {file}");
        }
        return ExitCode.Done;

        void Print(Action<TextWriter> write) => DocumentOutput.To(host, line.GetValue(output), form, line.GetValue(CommonOptions.Quiet), write);
    }

    /// <summary>Digits, width and characters of derivations on this host.</summary>
    public static TextOptions Text(ParseResult line, Host host) => new()
    {
        Digits = line.GetValue(CommonOptions.Digits) ?? 3,
        Ascii = !host.Unicode,
        Width = Math.Max(40, host.Width),
    };

    private static void Write(TextWriter writer, TextbookStep step, DerivationOptions options, string form, TextOptions text)
    {
        if (form == "json")
        {
            writer.WriteLine(DerivationJson.Write(step));
        }
        else if (form == "text")
        {
            NetworkDiagram.Write(writer, step, text, new DiagramOptions { MaxUnits = options.MaxUnits, Units = options.Units });
            writer.WriteLine();
            DerivationText.Write(writer, Derivation.Of(step, options), text);
        }
        else
        {
            DocumentOutput.Write(writer, DerivationDocument.Of(step, options, text.Digits), form);
        }
    }

    private static DerivationOptions OptionsFor(Model model, TextbookStep step, int most, IReadOnlyDictionary<int, IReadOnlyList<int>>? chosen)
    {
        ShownUnits.Of(step, most, chosen); // refuses layers and units that the network does not have
        return ModelNames.Options(model) with { MaxUnits = most, Units = chosen };
    }

    // The step is the engine's, as training takes it.
    private static Network Updated(string file, Network network, ExplainedRow row, double rate)
    {
        if (file.Length == 0)
            throw new UsageException("--update: the name of the file is empty");
        OutputFile.RequireModel("--update", file);
        AtomicFile.RequireWritable(file);
        using var trainer = new Trainer(network, new TrainingOptions { BatchSize = 1, Threads = 1, Optimizer = new Sgd { LearningRate = rate } });
        trainer.Step(Array.ConvertAll(row.X, value => (float)value), Array.ConvertAll(row.T!, value => (float)value));
        var after = trainer.Network;
        foreach (var layer in after.Layers)
            for (int i = 0; i <= layer.Inputs; i++)
                for (int j = 0; j < layer.Units; j++)
                    if (!float.IsFinite(layer[i, j]))
                        throw new DataException($"a step with this learning rate ({NumberText.Format(rate, 3)}) makes a weight larger than single precision can hold, so --update wrote nothing. Give a smaller --learning-rate.");
        return after;
    }
}
