using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Derivations;
using Backprop.Explain.Json;
using Backprop.Explain.Reports;
using Backprop.Explain.Rows;
using Backprop.Explain.Text;
using Backprop.Files;
using Backprop.Networks;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;

namespace Backprop.Cli.Verbs;

/// <summary>Derives one step of the algorithm on one row.</summary>
internal sealed class ExplainVerb : Verb
{
    private readonly Argument<string> modelFile = ModelArgument.Create();
    private readonly RowOptions rowOptions = new();
    private readonly Option<double?> learningRate = Make.Number("--learning-rate", "the learning rate η of the update, such as 1/3 (default 1/3, the lecture's)");
    private readonly Option<string?> update = Make.File("--update", "saves the network after this one step");
    private readonly Option<bool> why = Make.Flag("--why", "instead of the derivation: which columns moved the prediction most, by integrated gradients and gradient × input; needs no target");
    private readonly Option<string?> of = Make.Text("--of", "NAME", "the class or target column that --why explains (default: the predicted class, the first target)");
    private readonly Option<int?> member = Make.Whole("--member", "which network is derived, from 1, of a model of several, whose predictions are averaged (default: the first; --why explains the averages)");
    private readonly Option<string[]> units = UnitOptions.Create();
    private readonly DocumentOptions document = new();
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
        Group("Step", [learningRate, update, member]);
        Group("Why", [why, of]);
        Group("Output", [.. document.All, units]);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        double rate = line.GetValue(learningRate) ?? 1.0 / 3;
        bool isWhy = line.GetValue(why), isQuiet = line.GetValue(CommonOptions.Quiet);
        string? file = line.GetValue(update);
        int number = line.GetValue(member) ?? 1;
        Check(line, rate, isWhy, file);
        string path = line.GetValue(modelFile)!, form = document.Form(line);
        document.RequireNotRead(line, (path, "the model"), (line.GetValue(rowOptions.Data), "the data"));
        var model = ModelArgument.Load(path);
        if (number > model.Members.Count)
            throw new UsageException(FormattableString.Invariant($"--member {number}: the model has {Words.Count(model.Members.Count, "network")}."));
        bool isOne = !isWhy || line.GetValue(member) is not null;
        string? which = isOne && model.Members.Count > 1 ? FormattableString.Invariant($"Network {number} of {model.Members.Count}, whose predictions are averaged. ") : null;
        model = isOne ? model.Member(number - 1) : model;
        var row = rowOptions.Read(line, host, model, dataOptions, needsTarget: !isWhy || file is not null);
        string[] notes = [.. row.DataNotes, .. row.Notes.Select(note => note.ToString())];
        foreach (string note in isQuiet ? [] : notes)
            host.Note($"note: {note}");
        // Created before anything is printed, so that a failure comes first.
        if (file is not null)
        {
            OutputFile.RequireModel("--update", file);
            AtomicFile.RequireWritable(file);
        }
        var after = file is null ? null : OneStep.After(model.Network, row, rate);
        if (isWhy)
            Why(line, host, model, row, notes, form, which);
        else
            Derive(line, host, model, row, notes, rate, form, which);
        if (after is not null)
        {
            OneStep.Save(after, path, file!, $"one step on {(row.Number is { } n ? $"row {n} of {row.DataName}" : "one row")}, η = {NumberText.Format(rate, 3)}");
            if (!isQuiet)
                host.Note($"the network after this step is in {file}");
        }
        return ExitCode.Done;
    }

    private void Check(ParseResult line, double rate, bool isWhy, string? file)
    {
        if (!((float)rate > 0 && float.IsFinite((float)rate)))
            throw new UsageException("--learning-rate must be a number above 0 in the range of single precision, 1e-45 to 3.4e38.");
        if (!isWhy && line.GetValue(of) is not null)
            throw new UsageException("--of needs --why.");
        if (isWhy && file is null && line.GetValue(learningRate) is not null)
            throw new UsageException("--why takes no step, so it cannot be combined with --learning-rate, unless --update saves a step.");
        if (isWhy && UnitOptions.Read(line.GetValue(units)).Chosen is not null)
            throw new UsageException("--why has no layers: with --why, --units N is the number of columns shown.");
    }

    private void Why(ParseResult line, Host host, Model model, ExplainedRow row, string[] notes, string form, string? which)
    {
        var report = UsageException.Of(() => row.Why(model, line.GetValue(of)));
        var text = document.Text(line, host);
        document.Print(line, host, writer =>
        {
            if (form == "json")
                writer.WriteLine(WhyJson.Write(report, notes));
            else
                DocumentOutput.Write(writer, WhyDocument.Of(report, text.Digits, UnitOptions.Read(line.GetValue(units)).Max, which + new RowAccount(model, row, text.Digits).Outcome), form, text);
        });
    }

    private static TextbookNetwork Textbook(Network network)
    {
        try
        {
            return TextbookNetwork.Of(network);
        }
        catch (NoDerivationException exception)
        {
            throw new DataException($"{exception.Message} --why explains the prediction of any network.", exception);
        }
    }

    private void Derive(ParseResult line, Host host, Model model, ExplainedRow row, string[] notes, double rate, string form, string? which)
    {
        var step = Textbook(model.Network).Step(row.X, row.T!, rate);
        if (!step.Layers.SelectMany(layer => layer.A.Concat(layer.Delta)).Append(step.Error).All(double.IsFinite))
            host.Warn("some numbers of this step overflow double precision: they are shown as inf or NaN, in JSON as null.");
        var (most, chosen) = UnitOptions.Read(line.GetValue(units));
        var text = document.Text(line, host);
        var options = ModelNames.Options(model, row, step, text.Digits) with { Units = chosen };
        if (most is { } number)
            options = options with { MaxUnits = number };
        // Layers and units that the network lacks are refused.
        UsageException.Of(() => ShownUnits.Of(step, options.MaxUnits, chosen));
        var account = new RowAccount(model, row, text.Digits);
        document.Print(line, host, writer =>
        {
            if (form == "json")
                writer.WriteLine(DerivationJson.Write(step, options.InputNames, options.OutputNames, row.DataName, row.Number, model.IsBare ? null : notes));
            else
                DocumentOutput.Write(writer, DerivationDocument.Of(step, options, text.Digits, which + account.Outcome, account.Step(rate)), form, text);
        });
    }
}
