using System.Globalization;
using Backprop.Tabular.Metrics;

namespace Backprop.Tabular.Validation;

/// <summary>What is to be known about folds, in one note where several folds have the same.</summary>
internal static class FoldNotes
{
    /// <summary>The notes, one sentence each.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<FoldResult> each, int rows, int folds, IReadOnlyList<MetricMean> metrics)
    {
        int repeats = each.Count / folds, guesses = each.Count(fold => fold.IsGuess);
        if (guesses > 0)
            yield return $"{Share(guesses, each.Count)}: on validation rows the networks were no better than a guess by more than chance explains, so the model predicts the same for every row";
        // Each row is tested once in a division.
        if (each.Where(fold => fold.Repeat == 1).Sum(fold => fold.RepeatedRows) is > 0 and var repeated)
            yield return Text($"{repeated} of {rows} rows {(repeated == 1 ? "has" : "have")} the inputs and the target of a row that trained the model they were tested with: if these are copies, the metrics say less about new rows");
        var notes = each.SelectMany(fold => fold.Notes.Select(note => (Fold: fold, Note: note))).GroupBy(found => (found.Note.Kind, found.Note.Column));
        foreach (var same in notes)
        {
            var (fold, note) = same.MaxBy(found => found.Note.Rows);
            string name = (repeats > 1 ? Text($"repeat {fold.Repeat}, ") : "") + Text($"fold {fold.Fold}");
            int count = same.Select(found => found.Fold).Distinct().Count();
            yield return count == 1 ? $"test rows of {name}: {note}" : $"test rows of {Share(count, each.Count)}, most in {name}: {note}";
        }
        foreach (var metric in metrics)
        {
            if (metric.Folds < each.Count)
                yield return $"{metric.Name} is the mean over {Share(metric.Folds, each.Count)}: the rows of the others do not define it";
        }
        string[] infinite = [.. metrics.Where(metric => !double.IsFinite(metric.Mean)).Select(metric => metric.Name)];
        if (infinite.Length > 0)
            yield return $"infinite or NaN in some folds: {string.Join(", ", infinite)}. There the network's outputs, or their squares, are too large";
    }

    /// <summary>The means of the metrics of each fold, and of its baseline.</summary>
    public static IReadOnlyList<MetricMean> Means(IReadOnlyList<FoldResult> each, Func<FoldResult, MetricSet?> metrics) =>
        MetricMean.Of([.. each.Where(fold => metrics(fold) is not null).Select(fold => (fold.Repeat, metrics(fold)!))]);

    private static string Share(int count, int all) => count == all ? Text($"all {all} folds") : Text($"{count} of {all} folds");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
