using Backprop.Numerics.Randomness;

namespace Backprop.Studio.Data;

/// <summary>Which rows are looked at where all would be too many. The first ones would not do: tables are often sorted.</summary>
internal static class Sample
{
    /// <summary>Rows of a sample, at most.</summary>
    public const int MaxRows = 1000;

    /// <summary>Rows, from 0, by chance, and in random order, so that the first of them are a sample again. The same each time.</summary>
    public static int[] Of(int rows)
    {
        int[] order = new int[rows];
        Permutation.Shuffle(order, seed: 0, Purpose.Importance, epoch: 0);
        return rows <= MaxRows ? order : order[..MaxRows];
    }
}
