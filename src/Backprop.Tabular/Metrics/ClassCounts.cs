namespace Backprop.Tabular.Metrics;

/// <summary>The weights of the rows of each of K classes: how many are of the class, predicted as it, and both.</summary>
internal sealed class ClassCounts
{
    private readonly double[] truth, predicted, right;

    public ClassCounts(ClassRows rows)
    {
        truth = new double[rows.Classes];
        predicted = new double[rows.Classes];
        right = new double[rows.Classes];
        for (int n = 0; n < rows.Count; n++)
        {
            double weight = rows.Weight(n);
            if (rows.Target(n) >= 0)
                truth[rows.Target(n)] += weight;
            else
                Unknown += weight;
            if (rows.Predicted(n) >= 0)
                predicted[rows.Predicted(n)] += weight;
            if (rows.IsRight(n))
                right[rows.Target(n)] += weight;
        }
    }

    /// <summary>The weight of the rows of classes that the model does not know.</summary>
    public double Unknown { get; }

    /// <summary>The weight of the rows of a class.</summary>
    public double True(int of) => truth[of];

    /// <summary>The weight of the rows of all other classes; exactly 0 where there are none.</summary>
    public double Rest(int of)
    {
        double sum = Unknown;
        for (int k = 0; k < truth.Length; k++)
            sum += k == of ? 0 : truth[k];
        return sum;
    }

    /// <summary>The weight of the rows that are predicted as a class.</summary>
    public double Predicted(int of) => predicted[of];

    /// <summary>Of the rows predicted as a class, the share that is of it; null where none is.</summary>
    public double? Precision(int of) => predicted[of] > 0 ? right[of] / predicted[of] : null;

    /// <summary>Of the rows of a class, the share that is predicted as it; null where there are none.</summary>
    public double? Recall(int of) => truth[of] > 0 ? right[of] / truth[of] : null;

    /// <summary>The harmonic mean of precision and recall, 2·right/(true + predicted); null where no row is of the class or predicted as it.</summary>
    public double? F1(int of) => truth[of] + predicted[of] is > 0 and var sum ? 2 * right[of] / sum : null;
}
