namespace Backprop.Tabular.Metrics;

/// <summary>How well the probability of each class ranks its rows before all others; of two classes, the metrics of the whole are those of the second.</summary>
internal sealed class ClassRankings
{
    /// <summary>The number of classes whose probabilities are read together: a cache line of a row.</summary>
    private const int Together = 16;

    private readonly double[] influence;
    private readonly int counted;

    /// <param name="rows">Rows that all have a prediction.</param>
    public ClassRankings(ClassRows rows)
    {
        var counts = rows.Counts;
        influence = new double[rows.Count];
        var areas = new double?[rows.Classes];
        var precisions = new double?[rows.Classes];
        float[][] scores = [.. Enumerable.Range(0, rows.AllSame ? 0 : Math.Min(Together, rows.Classes)).Select(_ => new float[rows.Count])];
        for (int k = 0; k < rows.Classes; k++)
        {
            if (k % Together == 0 && !rows.AllSame)
                rows.Scores(k, scores);
            if (counts.True(k) == 0 || counts.Rest(k) == 0)
                continue;
            counted++;
            if (rows.AllSame)
            {
                // Nothing is ranked: every row is tied.
                (areas[k], precisions[k]) = (0.5, counts.True(k) / (counts.True(k) + counts.Rest(k)));
                continue;
            }
            var ranking = new ClassRanking(rows, k, scores[k % Together]);
            (areas[k], precisions[k]) = (ranking.Auc, ranking.AveragePrecision);
            if (rows.Classes > 2 || k == 1)
                ranking.AddInfluence(influence);
        }
        counted = rows.Classes == 2 ? 1 : counted;
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
