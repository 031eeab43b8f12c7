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

    /// <param name="rows">The rows.</param>
    /// <param name="of">The class; rows with a weight are of it, and others are not.</param>
    /// <param name="scores">The score of each row; not NaN.</param>
    public ClassRanking(ClassRows rows, int of, ReadOnlySpan<float> scores)
    {
        (this.rows, this.of, own, rest) = (rows, of, rows.Counts.True(of), rows.Counts.Rest(of));
        float[] steps = Steps(scores);
        double[] owns = new double[steps.Length], ties = new double[steps.Length], gaps = new double[steps.Length + 1];
        places = new int[rows.Count];
        for (int n = 0; n < places.Length; n++)
        {
            double weight = rows.Weight(n);
            if (weight == 0)
                continue;
            int place = places[n] = steps.AsSpan().BinarySearch(scores[n]);
            if (rows.Target(n) == of)
                owns[place] += weight;
            else if (place >= 0)
                ties[place] += weight;
            else
                gaps[~place] += weight;
        }
        shareBelow = new double[steps.Length];
        double below = 0, area = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            below += gaps[i];
            shareBelow[i] = (below + (ties[i] / 2)) / rest;
            below += ties[i];
            area += owns[i] * shareBelow[i];
        }
        Auc = area / own;
        shareAbove = new double[steps.Length];
        shareAboveGap = new double[steps.Length + 1];
        double above = 0, others = 0, precision = 0;
        for (int i = steps.Length - 1; i >= 0; i--)
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

    /// <summary>
    /// Adds the influence of each row on the area. Without weights the standard error is that of DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988), but with N/(N − 1)
    /// for their corrections for the rows of either kind.
    /// </summary>
    public void AddInfluence(Span<double> influence)
    {
        double perOwn = rows.TotalWeight / own, perRest = rows.TotalWeight / rest;
        for (int n = 0; n < influence.Length; n++)
        {
            int place = places[n];
            influence[n] += rows.Weight(n) == 0 ? 0
                : rows.Target(n) == of ? perOwn * (shareBelow[place] - Auc)
                : perRest * ((place >= 0 ? shareAbove[place] : shareAboveGap[~place]) - Auc);
        }
    }

    /// <summary>The different scores of the rows of the class, ascending.</summary>
    private float[] Steps(ReadOnlySpan<float> scores)
    {
        var steps = new List<float>();
        foreach (int n in rows.RowsOf(of))
        {
            if (rows.Weight(n) > 0)
                steps.Add(scores[n]);
        }
        steps.Sort();
        int different = 1;
        for (int i = 1; i < steps.Count; i++)
        {
            if (steps[i] != steps[i - 1])
                steps[different++] = steps[i];
        }
        return [.. steps[..different]];
    }
}
