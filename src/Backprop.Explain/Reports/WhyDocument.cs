using System.Globalization;
using Backprop.Explain.Attributions;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Reports;

/// <summary>Which columns moved a prediction most, as a document.</summary>
public static class WhyDocument
{
    private const int LongestValue = 24;

    /// <summary>Makes the document.</summary>
    /// <param name="why">What moved the prediction.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <param name="most">Columns that are shown, at least 1.</param>
    public static Document Of(WhyReport why, int digits = 3, int most = 20)
    {
        ArgumentNullException.ThrowIfNull(why);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var text = new NotationText(new TextOptions { Digits = digits });
        string what = why.IsProbability ? $"the probability of {why.Output}" : why.Output;
        ColumnAttribution[] shown = [.. why.Columns.Take(most)];
        double largest = shown.Select(c => Math.Abs(c.IntegratedGradients)).DefaultIfEmpty(0).Max();
        double rest = why.Columns.Skip(most).Sum(c => c.IntegratedGradients), restOfGradient = why.Columns.Skip(most).Sum(c => c.GradientTimesInput);
        double Share(double value) => largest > 0 && double.IsFinite(value) ? value / largest : 0;
        IReadOnlyList<Entry> Row(string name, string value, double integrated, double product, bool hasBar) =>
            [new WordEntry(name), new WordEntry(Cut(value)), new Figures(integrated, digits), hasBar ? new Bar(Share(integrated)) : new WordEntry(""), new Figures(product, digits)];
        var rows = shown.Select(c => Row(c.Column, c.Value, c.IntegratedGradients, c.GradientTimesInput, hasBar: true)).ToList();
        if (why.Columns.Count > most)
            rows.Add(Row(string.Create(CultureInfo.InvariantCulture, $"{why.Columns.Count - most:N0} more"), "", rest, restOfGradient, hasBar: false));
        rows.Add(Row("sum", "", why.Sum, why.Columns.Sum(c => c.GradientTimesInput), hasBar: false));
        return new Document(why.IsProbability ? $"Why {why.Output}?" : $"Why this {why.Output}?",
        [
            new Paragraph(
                $"For this row {what} is {text.Write(why.Value)}; for the baseline, {why.BaselineWords}, it is {text.Write(why.Baseline)}. "
                + $"The difference, {text.Write(why.Value - why.Baseline)}, is shared out among the columns by integrated gradients, which add up to it."),
            new Table(["column", "value", "moved it by", "", "gradient × input"], rows),
            new Paragraph(
                "Integrated gradients follow the prediction on the straight way from the baseline to the row. Gradient × input looks at the row alone: "
                + "it is the change if the slope there held all the way, and its sum need not be the difference. Neither says what causes the target: only what moved this network."),
        ]) { Digits = digits };
    }

    private static string Cut(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
