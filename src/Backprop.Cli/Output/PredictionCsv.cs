using System.Globalization;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>Predictions as CSV: <c>prediction</c>, then <c>probability:CLASS</c> for each class; of several targets <c>prediction:NAME</c> each.</summary>
internal sealed class PredictionCsv(Model model, int? digits)
{
    private const int RowsBetweenChecks = 1024;

    private readonly IReadOnlyList<Standardization>? scales = (model.Targets as NumberTargets)?.Scales;

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
                output.Write(Field(prediction.Label));
                foreach (var (_, probability) in prediction.Probabilities)
                {
                    output.Write(',');
                    output.Write(Number(probability, deviation: null));
                }
            }
            else
                output.Write(string.Join(',', prediction.Values.Select((value, k) => Number(value, scales?[k].Deviation))));
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

    // Networks compute in single precision: more digits than a float has would be noise, unless the target varies little around a large number.
    private string Number(double value, double? deviation)
    {
        if (digits is { } d)
            return NumberText.Format(value, d);
        if (deviation is not { } unit || Math.Abs(value - (float)value) <= 1e-6 * unit)
            return ((float)value).ToString("R", CultureInfo.InvariantCulture);
        int decimals = 0;
        for (double place = 1e-7 * unit; place < 1 && decimals < 15; place *= 10)
            decimals++;
        return Math.Round(value, decimals).ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny("\",\n\r") >= 0 || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
