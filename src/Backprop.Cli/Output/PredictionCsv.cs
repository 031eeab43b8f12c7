using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Cli.Output;

/// <summary>Predictions as CSV: <c>prediction</c>, then <c>probability:CLASS</c> for each class; for several targets <c>prediction:NAME</c> each.</summary>
internal sealed class PredictionCsv(Model model, int? digits, bool safeForSpreadsheets)
{
    private const int RowsBetweenChecks = 1024;

    public void Write(TextWriter output, Predictions predictions, CancellationToken stop)
    {
        var csv = new CsvWriter(output) { SafeForSpreadsheets = safeForSpreadsheets };
        foreach (string name in Header())
            csv.Write(name);
        csv.EndRow();
        for (int n = 0; n < predictions.Count; n++)
        {
            if (n % RowsBetweenChecks == 0)
                stop.ThrowIfCancellationRequested();
            var prediction = predictions[n];
            if (model.Task == TargetTask.Classification)
            {
                csv.Write(prediction.IsFinite ? prediction.Label : "");
                foreach (var (_, probability) in prediction.Probabilities)
                    csv.Write(Number(PredictedNumber.Of(probability)));
            }
            else
            {
                foreach (double number in PredictedNumber.Of(model, prediction))
                    csv.Write(Number(number));
            }
            csv.EndRow();
        }
    }

    private IEnumerable<string> Header()
    {
        if (model.Task == TargetTask.Classification)
            return model.Labels.Select(label => $"probability:{label}").Prepend("prediction");
        var targets = model.Targets?.Columns ?? [.. Enumerable.Range(1, model.Network.Outputs).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        return targets.Count == 1 ? ["prediction"] : targets.Select(target => $"prediction:{target}");
    }

    // Infinities are written as NaN, too: an empty line would be read as no row.
    private string Number(double value) => double.IsNaN(value) ? "NaN" : digits is { } d ? NumberText.Format(value, d) : value.ToString("R", CultureInfo.InvariantCulture);
}
