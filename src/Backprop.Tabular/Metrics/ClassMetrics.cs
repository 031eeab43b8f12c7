namespace Backprop.Tabular.Metrics;

/// <summary>The metrics of one class against the rest, by the weights of the rows.</summary>
public sealed class ClassMetrics
{
    internal ClassMetrics(int rows, ClassCounts counts, ClassRankings? rankings, int of)
    {
        Rows = rows;
        Precision = counts.Precision(of);
        Recall = counts.Recall(of);
        F1 = counts.F1(of);
        Auc = rankings?.Auc[of];
        AveragePrecision = rankings?.AveragePrecision[of];
    }

    /// <summary>How many rows (without weights) are of the class.</summary>
    public int Rows { get; }

    /// <summary>Of the rows predicted as the class, the share that is of it; null where none is predicted as it.</summary>
    public double? Precision { get; }

    /// <summary>Of the rows of the class, the share that is predicted as it; null where there are none.</summary>
    public double? Recall { get; }

    /// <summary>The harmonic mean of precision and recall; null where no row is of the class or predicted as it.</summary>
    public double? F1 { get; }

    /// <summary>The probability that a row of the class has a higher probability of it than another row, ties counting half; null where the class has no rows, or all.</summary>
    public double? Auc { get; }

    /// <summary>The mean precision over the recall, from the most probable rows down, without interpolation; null where the class has no rows, or all.</summary>
    public double? AveragePrecision { get; }
}
