using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Output;
using Backprop.Cli.Shell;
using Backprop.Explain.Text;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Verbs;

/// <summary>Checks the derivatives of a model against finite differences.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly Argument<string> modelFile = ModelArgument.Create();
    private readonly Argument<string> data = DataOptions.Data();
    private readonly Option<double?> tolerance = Make.Number("--tolerance", "the maximum difference, as a share of the largest derivative of the layer (default 1e-4)");
    private readonly Option<int?> rows = Make.Whole("--rows", "the maximum number of rows to check, from the first (default 16)", 1, 100_000);
    private readonly DataOptions dataOptions = new();

    public CheckVerb() : base(
        "check",
        "checks a network's gradients against finite differences on some rows; exit status 1 above the tolerance",
        "penguins.safetensors penguins.csv")
    {
        Take(modelFile, data);
        Group("Check", [tolerance, rows]);
        Group("Reading the data", dataOptions.All);
        Common();
    }

    public override int Run(ParseResult line, Host host)
    {
        double limit = line.GetValue(tolerance) ?? 1e-4;
        if (limit <= 0)
            throw new UsageException("--tolerance: it must be above 0.");
        var model = ModelArgument.Load(line.GetValue(modelFile)!);
        var source = dataOptions.Open(line, host, line.GetValue(data)!, model);
        foreach (string note in line.GetValue(CommonOptions.Quiet) ? [] : source.Report.Notes)
            host.Note($"note: {note}");
        var examples = model.Examples(source.Test ?? source.Table);
        if (examples.Count == 0)
            throw new DataException($"{source.Report.Source}: no row has a target that the model knows.");
        GradientCheckResult result;
        try
        {
            result = GradientCheck.Run(model.Network, examples, line.GetValue(rows) ?? 16, seed: line.GetValue(CommonOptions.Seed) ?? 1);
        }
        catch (ArgumentException exception)
        {
            throw new DataException(UsageException.Plain(exception), exception);
        }
        bool good = result.Worst <= limit;
        if (line.GetValue(CommonOptions.Json))
        {
            JsonText.WriteObject(host.Out, writer =>
            {
                writer.Number("worst", result.Worst);
                writer.WriteNumber("rows", result.Rows);
                writer.WriteNumber("skipped_rows", result.SkippedRows);
                writer.WriteNumber("parameters", result.Parameters);
                writer.WriteString("where", result.Where);
                writer.WriteNumber("tolerance", limit);
                writer.WriteBoolean("passed", good);
            });
        }
        else
        {
            int digits = line.GetValue(CommonOptions.Digits) ?? 3;
            host.Text.WriteLine($"checked   {Words.Count(result.Parameters, "weight")} on {Words.Count(result.Rows, "row")}");
            if (result.SkippedRows > 0)
                host.Text.WriteLine($"          {Words.Count(result.SkippedRows, "row")} skipped, too near a kink for differences");
            host.Text.WriteLine($"worst     {NumberText.Format(result.Worst, digits)} of the layer's largest derivative, at {result.Where}");
            host.Text.WriteLine(good
                ? $"result    the gradients agree with finite differences (tolerance {NumberText.Format(limit, digits)})"
                : $"result    the gradients do NOT agree with finite differences: above the tolerance {NumberText.Format(limit, digits)}");
        }
        return good ? ExitCode.Done : ExitCode.Failed;
    }
}
