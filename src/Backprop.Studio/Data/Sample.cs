using Backprop.Numerics.Randomness;

namespace Backprop.Studio.Data;

/// <summary>A sample of the rows where all would be too many. It is random, because tables are often sorted.</summary>
internal static class Sample
{
    /// <summary>The maximum number of rows of a sample.</summary>
    public const int MaxRows = 1000;

    /// <summary>A random sample of rows, from 0, in random order, so that its first rows are a sample, too. The same each time.</summary>
    public static int[] Of(int rows)
    {
        int[] order = new int[rows];
        Permutation.Shuffle(order, seed: 0, Purpose.Importance, epoch: 0);
        return rows <= MaxRows ? order : order[..MaxRows];
    }
}
