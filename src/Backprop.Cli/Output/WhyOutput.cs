using Backprop.Cli.Shell;
using Backprop.Explain.Attributions;
using Backprop.Explain.Json;
using Backprop.Explain.Reports;
using Backprop.Explain.Text;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>What <c>explain --why</c> prints.</summary>
internal static class WhyOutput
{
    /// <summary>Compares the row with the mean row of its data; a typed one with a neutral row.</summary>
    public static WhyReport Of(Model model, ExplainedRow row, string? of)
    {
        var (baseline, words) = Baseline(model, row);
        string ValueOf(string column) => row.Row?.Find(column) is { } found ? found.Text(0) : "";
        return UsageException.Of(() => ModelAttribution.Why(model, row.X, baseline, words, ValueOf, of));
    }

    public static void Write(Host host, WhyReport why, string format, TextOptions text)
    {
        if (format == "json")
            host.Out.WriteLine(WhyJson.Write(why));
        else if (format == "text")
            TextDocument.Write(host.Text, WhyDocument.Of(why, text.Digits), text);
        else
            DocumentOutput.Write(host.Out, WhyDocument.Of(why, text.Digits), format);
    }

    private static (double[] Row, string Words) Baseline(Model model, ExplainedRow row)
    {
        if (row.All is not { } all)
        {
            return (ModelAttribution.NeutralRow(model), model.IsBare
                ? "a row of zeros"
                : "a row with every number at its mean and the labels of every category in equal parts");
        }
        var inputs = model.Inputs is { } encoder ? encoder.Encode(all.Table).Values : model.Examples(all.Table).Inputs;
        return (ModelAttribution.MeanRow(inputs), $"the mean row of {Path.GetFileName(all.Name)}");
    }
}
