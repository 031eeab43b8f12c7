using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>Predictions as CSV: <c>prediction</c>, then <c>probability:CLASS</c> for each class; of several targets <c>prediction:NAME</c> each.</summary>
internal sealed class PredictionCsv(Model model, int? digits)
{
    private const int RowsBetweenChecks = 1024;

    public void Write(TextWriter output, Predictions predictions, CancellationToken stop)
    {
        output.Write(string.Join(',', Header().Select(Field)));
        output.Write('\n');
        for (int n = 0; n < predictions.Count; n++)
        {
            if (n % RowsBetweenChecks == 0)
                stop.ThrowIfCancellationRequested();
            var prediction = predictions[n];
            if (model.Task == TargetTask.Classification)
            {
                output.Write(prediction.IsFinite ? Field(prediction.Label) : "");
                foreach (var (_, probability) in prediction.Probabilities)
                {
                    output.Write(',');
                    output.Write(Number(PredictedNumber.Of(probability)));
                }
            }
            else
                output.Write(string.Join(',', PredictedNumber.Of(model, prediction).Select(Number)));
            output.Write('\n');
        }
    }

    private IEnumerable<string> Header()
    {
        if (model.Task == TargetTask.Classification)
            return model.Labels.Select(label => $"probability:{label}").Prepend("prediction");
        var targets = model.Targets?.Columns ?? [.. Enumerable.Range(1, model.Network.Outputs).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        return targets.Count == 1 ? ["prediction"] : targets.Select(target => $"prediction:{target}");
    }

    // What is infinite is no number, as NaN is none: an empty line would be read as no row.
    private string Number(double value) => double.IsNaN(value) ? "NaN" : digits is { } d ? NumberText.Format(value, d) : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny("\",\n\r") >= 0 || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
