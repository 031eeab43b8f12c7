using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Cli.Output;

/// <summary>
/// Predictions as CSV: <c>prediction</c>, then <c>probability:CLASS</c> for each class; for several targets <c>prediction:NAME</c> each. Where the model has them, <c>low</c> and <c>high</c>
/// follow a number, and <c>set</c> the probabilities, its classes separated by <c>|</c>.
/// </summary>
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
                if (model.Bounds is not null)
                    csv.Write(string.Join('|', prediction.Set));
            }
            else
            {
                foreach (var (k, number) in PredictedNumber.Of(model, prediction).Index())
                {
                    csv.Write(Number(number));
                    if (model.Bounds is null)
                        continue;
                    csv.Write(Number(PredictedNumber.Of(prediction.Intervals[k].Low)));
                    csv.Write(Number(PredictedNumber.Of(prediction.Intervals[k].High)));
                }
            }
            csv.EndRow();
        }
    }

    private IEnumerable<string> Header()
    {
        if (model.Task == TargetTask.Classification)
            return [.. model.Labels.Select(label => $"probability:{label}").Prepend("prediction"), .. model.Bounds is null ? Array.Empty<string>() : ["set"]];
        var targets = model.Targets?.Columns ?? [.. Enumerable.Range(1, model.Network.Outputs).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        string[] names = model.Bounds is null ? ["prediction"] : ["prediction", "low", "high"];
        return targets.Count == 1 ? names : targets.SelectMany(target => names.Select(name => $"{name}:{target}"));
    }

    // Infinities are written as NaN, too: an empty line would be read as no row.
    private string Number(double value) => double.IsNaN(value) ? "NaN" : digits is { } d ? NumberText.Format(value, d) : value.ToString("R", CultureInfo.InvariantCulture);
}
