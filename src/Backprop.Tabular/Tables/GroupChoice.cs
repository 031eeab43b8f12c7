namespace Backprop.Tabular.Tables;

/// <summary>Groups that are set aside, and how far their rows are from the requested share.</summary>
internal sealed class GroupChoice
{
    private readonly GroupCounts counts;
    private readonly double[] excess;
    private readonly double strata, rows;
    private double total;
    private int groups;

    /// <summary>No group yet.</summary>
    public GroupChoice(GroupCounts counts, double fraction)
    {
        this.counts = counts;
        Aside = new bool[counts.Groups];
        excess = [.. counts.Sizes.Select(size => -fraction * size)];
        strata = counts.Sizes.Length;
        rows = counts.Sizes.Sum(size => (double)size);
        total = -fraction * rows;
    }

    /// <summary>Which groups are set aside.</summary>
    public bool[] Aside { get; }

    /// <summary>Σ_k (a_k − t_k)²/n_k + K·(a − t)²/n: a the rows set aside, t the requested number, of each of K strata and of all.</summary>
    public double Distance
    {
        get
        {
            double sum = strata * total * total / rows;
            for (int k = 0; k < excess.Length; k++)
                sum += counts.Sizes[k] == 0 ? 0 : excess[k] * excess[k] / counts.Sizes[k];
            return sum;
        }
    }

    /// <summary>Moves one group after another to the other side where that brings the rows nearer, until none does; some groups stay on each side.</summary>
    public void Improve(int[] order, int passes)
    {
        for (int pass = 0; pass < passes; pass++)
        {
            bool moved = false;
            foreach (int group in order)
            {
                if (Change(group) < 0 && (!Aside[group] || groups > 1) && (Aside[group] || groups < Aside.Length - 1))
                {
                    Move(group);
                    moved = true;
                }
            }
            if (!moved)
                break;
        }
        if (groups == 0)
            Move(order.MinBy(Change));
    }

    private double Change(int group)
    {
        double sign = Aside[group] ? -1 : 1, change = 0, moved = 0;
        foreach (var (stratum, count) in counts[group])
        {
            change += ((2 * sign * count * excess[stratum]) + ((double)count * count)) / counts.Sizes[stratum];
            moved += count;
        }
        return change + (strata * ((2 * sign * moved * total) + (moved * moved)) / rows);
    }

    private void Move(int group)
    {
        int sign = Aside[group] ? -1 : 1;
        foreach (var (stratum, count) in counts[group])
        {
            excess[stratum] += sign * count;
            total += sign * count;
        }
        groups += sign;
        Aside[group] = !Aside[group];
    }
}
