using System.Globalization;
using Backprop.Explain.Attributions;
using Backprop.Explain.Documents;
using Backprop.Explain.Text;

namespace Backprop.Explain.Reports;

/// <summary>Which columns moved a prediction most, as a document.</summary>
public static class WhyDocument
{
    private const int LongestValue = 24, MaxColumns = 20, MaxPixels = 6;

    /// <summary>Below this share of the difference the slopes at the row say nothing: the prediction is saturated.</summary>
    private const double Saturated = 0.02;

    /// <summary>Makes the document.</summary>
    /// <param name="why">What moved the prediction.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <param name="most">The number of columns shown, at least 1; null for 20, or 6 pixels below the picture of an image.</param>
    /// <param name="opening">Paragraphs before all else: which row it is, and how it went.</param>
    public static Document Of(WhyReport why, int digits = 3, int? most = null, params IReadOnlyList<string> opening)
    {
        ArgumentNullException.ThrowIfNull(why);
        ArgumentNullException.ThrowIfNull(opening);
        int shown = most ?? (why.Image is null ? MaxColumns : MaxPixels);
        ArgumentOutOfRangeException.ThrowIfLessThan(shown, 1, nameof(most));
        var text = new NotationText(new TextOptions { Digits = digits });
        double difference = why.Value - why.Baseline, product = why.Columns.Sum(c => c.GradientTimesInput);
        string what = why.IsProbability ? $"the probability of {why.Output}" : why.Output;
        return new Document(why.IsProbability ? $"Why the class {why.Output}?" : $"Why this {why.Output}?",
        [
            .. opening.Select(words => new Paragraph(words)),
            new Paragraph(
                $"For this row {what} is {text.Write(why.Value)}; for the baseline, {why.BaselineWords}, it is {text.Write(why.Baseline)}. "
                + $"The difference, {text.Write(difference)}, is distributed among the {(why.Image is null ? "columns" : "pixels")} by integrated gradients, which add up to it."),
            .. why.Image is { } image ? [PixelPicture.Of(image)] : Array.Empty<Block>(),
            Columns(why, digits, shown, product),
            new Paragraph(
                "Integrated gradients follow the prediction along the straight line from the baseline to the row. Gradient × input, here the gradient times the difference of the row's "
                + "inputs from the baseline's, uses the row alone: it is the change if the slope there held all the way, and its sum need not be the difference. "
                + "Neither shows what causes the target, only what moved this network."),
            .. why.IsProbability && Math.Abs(product) < Saturated * Math.Abs(difference)
                ? [new Paragraph("The probability is saturated at this row: near 0 and 1 it is almost flat, so gradient × input means little here.")] : Array.Empty<Block>(),
        ]) { Digits = digits };
    }

    private static Table Columns(WhyReport why, int digits, int most, double product)
    {
        ColumnAttribution[] shown = [.. why.Columns.Take(most)], others = [.. why.Columns.Skip(most)];
        double largest = shown.Select(c => Math.Abs(c.IntegratedGradients)).DefaultIfEmpty(0).Max();
        double Share(double value) => largest > 0 && double.IsFinite(value) ? value / largest : 0;
        IReadOnlyList<Entry> Row(string name, string value, double integrated, double gradient, bool hasBar) =>
            [new WordEntry(name), new WordEntry(Cut(value)), new Figures(integrated, digits), hasBar ? new Bar(Share(integrated)) : new WordEntry(""), new Figures(gradient, digits)];
        string Value(ColumnAttribution column) => column.Value.Length == 0 && why.Image is null ? "missing" : column.Value;
        var rows = shown.Select(c => Row(c.Column, Value(c), c.IntegratedGradients, c.GradientTimesInput, hasBar: true)).ToList();
        if (others.Length > 0)
            rows.Add(Row(string.Create(CultureInfo.InvariantCulture, $"{others.Length:N0} more"), "", others.Sum(c => c.IntegratedGradients), others.Sum(c => c.GradientTimesInput), hasBar: false));
        rows.Add(Row("sum", "", why.Sum, product, hasBar: false));
        return new Table([why.Image is null ? "column" : "pixel", "value", "moved it by", "", "gradient × input"], rows);
    }

    private static string Cut(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
