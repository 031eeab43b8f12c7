namespace Backprop.Studio.Inspecting;

/// <summary>The errors of a confusion matrix.</summary>
/// <param name="Confusion">Rows by true class, then by predicted class.</param>
public sealed record Confused(IReadOnlyList<IReadOnlyList<int>> Confusion)
{
    /// <summary>The classes with the most errors, including rows of other classes predicted as them, in the order of the classes; among equals the first.</summary>
    /// <param name="most">The maximum number.</param>
    public IReadOnlyList<int> Classes(int most)
    {
        var mistakes = new long[Confusion.Count];
        foreach ((int row, int column, int count) in Mistakes())
        {
            mistakes[row] += count;
            mistakes[column] += count;
        }
        return [.. Enumerable.Range(0, Confusion.Count).OrderByDescending(k => mistakes[k]).Take(most).Order()];
    }

    /// <summary>The most frequent errors: a true class, the class predicted instead, and how often.</summary>
    /// <param name="most">The maximum number.</param>
    public IReadOnlyList<(int True, int Predicted, int Count)> Mistakes(int most) => [.. Mistakes().OrderByDescending(cell => cell.Count).Take(most)];

    private IEnumerable<(int True, int Predicted, int Count)> Mistakes() => Confusion
        .SelectMany((cells, t) => cells.Select((count, k) => (t, k, count))).Where(cell => cell.t != cell.k && cell.count > 0);
}
