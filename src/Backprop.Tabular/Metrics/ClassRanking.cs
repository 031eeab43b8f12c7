namespace Backprop.Tabular.Metrics;

/// <summary>How well the probability of one class separates its rows from all others (the rest): two metrics from one sort.</summary>
/// <remarks>
/// The scores of the class are sorted, and each row of the rest is found among them, in N·log M steps for M rows of the class: for K classes together about as much work as a
/// network's last layer.
/// </remarks>
internal sealed class ClassRanking
{
    private readonly ClassRows rows;
    private readonly int of;
    private readonly int[] places;
    private readonly double[] shareBelow, shareAbove, shareAboveGap;
    private readonly double own, rest;

    private ClassRanking(ClassRows rows, int of, double own, double rest)
    {
        (this.rows, this.of, this.own, this.rest) = (rows, of, own, rest);
        double[] scores = Scores();
        double[] owns = new double[scores.Length], ties = new double[scores.Length], gaps = new double[scores.Length + 1];
        places = new int[rows.Count];
        for (int n = 0; n < rows.Count; n++)
        {
            if (rows.Weight(n) == 0)
                continue;
            int place = places[n] = Array.BinarySearch(scores, Score(n));
            if (rows.Target(n) == of)
                owns[place] += rows.Weight(n);
            else if (place >= 0)
                ties[place] += rows.Weight(n);
            else
                gaps[~place] += rows.Weight(n);
        }
        shareBelow = new double[scores.Length];
        double below = 0, area = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            below += gaps[i];
            shareBelow[i] = (below + (ties[i] / 2)) / rest;
            below += ties[i];
            area += owns[i] * shareBelow[i];
        }
        Auc = area / own;
        shareAbove = new double[scores.Length];
        shareAboveGap = new double[scores.Length + 1];
        double above = 0, others = 0, precision = 0;
        for (int i = scores.Length - 1; i >= 0; i--)
        {
            others += gaps[i + 1] + ties[i];
            shareAboveGap[i + 1] = above / own;
            shareAbove[i] = (above + (owns[i] / 2)) / own;
            above += owns[i];
            precision += owns[i] * (above / (above + others));
        }
        shareAboveGap[0] = 1;
        AveragePrecision = precision / own;
    }

    /// <summary>
    /// The area under the ROC curve: the probability that a row of the class has a higher score than one of the rest, by weight; rows with equal scores count half (Mann-Whitney's U
    /// with mid-ranks).
    /// </summary>
    public double Auc { get; }

    /// <summary>Σ (R_i − R_i₋₁)·P_i over the thresholds from the highest score down, with recall R and precision P; rows of equal score have one threshold, and nothing is interpolated.</summary>
    public double AveragePrecision { get; }

    /// <summary>The ranking of a class; null where no row of positive weight is of the class, or none of the rest.</summary>
    public static ClassRanking? Of(ClassRows rows, int of)
    {
        double inside = 0, outside = 0;
        for (int n = 0; n < rows.Count; n++)
        {
            if (rows.Target(n) == of)
                inside += rows.Weight(n);
            else
                outside += rows.Weight(n);
        }
        return inside > 0 && outside > 0 ? new(rows, of, inside, outside) : null;
    }

    /// <summary>
    /// Adds the influence of each row on the area. Without weights the standard error is that of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), but with N/(N − 1)
    /// for their corrections for the rows of either kind.
    /// </summary>
    public void AddInfluence(Span<double> influence)
    {
        for (int n = 0; n < influence.Length; n++)
        {
            if (rows.Weight(n) == 0)
                continue;
            int place = places[n];
            influence[n] += rows.Target(n) == of
                ? rows.TotalWeight / own * (shareBelow[place] - Auc)
                : rows.TotalWeight / rest * ((place >= 0 ? shareAbove[place] : shareAboveGap[~place]) - Auc);
        }
    }

    /// <summary>The different scores of the rows of the class, ascending.</summary>
    private double[] Scores()
    {
        var scores = new List<double>();
        for (int n = 0; n < rows.Count; n++)
        {
            if (rows.Target(n) == of && rows.Weight(n) > 0)
                scores.Add(Score(n));
        }
        scores.Sort();
        int different = 1;
        for (int i = 1; i < scores.Count; i++)
        {
            if (scores[i] != scores[i - 1])
                scores[different++] = scores[i];
        }
        return [.. scores[..different]];
    }

    // Of two classes both have the same order: 1 − p would round different probabilities near 0 to the same number.
    private double Score(int row) => rows.Classes == 2 && of == 0 ? -rows.Probability(row, 1) : rows.Probability(row, of);
}
