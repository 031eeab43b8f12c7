namespace Backprop.Tabular.Metrics;

/// <summary>How well the probability of each class ranks its rows before all others; of two classes, the metrics of the whole are those of the second.</summary>
internal sealed class ClassRankings
{
    private readonly double[] influence;
    private readonly int counted;

    public ClassRankings(ClassRows rows)
    {
        influence = new double[rows.Count];
        var areas = new double?[rows.Classes];
        var precisions = new double?[rows.Classes];
        for (int k = 0; k < rows.Classes; k++)
        {
            if (ClassRanking.Of(rows, k) is not { } ranking)
                continue;
            areas[k] = ranking.Auc;
            precisions[k] = ranking.AveragePrecision;
            if (rows.Classes == 2 && k == 0)
                continue;
            ranking.AddInfluence(influence);
            counted++;
        }
        (Auc, AveragePrecision) = (areas, precisions);
    }

    /// <summary>The area under the ROC curve of each class against the rest; null where a class has no rows, or all.</summary>
    public IReadOnlyList<double?> Auc { get; }

    /// <summary>The average precision of each class against the rest; null where a class has no rows, or all.</summary>
    public IReadOnlyList<double?> AveragePrecision { get; }

    /// <summary>The influence of a row on the mean area.</summary>
    public double Influence(int row) => influence[row] / counted;

    /// <summary>Of two classes the number of the second, else the mean of those that have one; null where none has.</summary>
    public static double? Whole(IReadOnlyList<double?> each) => each.Count == 2 ? each[1] : each.Average();
}
