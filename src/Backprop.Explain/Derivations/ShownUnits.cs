using Backprop.Textbook;

namespace Backprop.Explain.Derivations;

/// <summary>
/// Which inputs and units of a large network are drawn out: the chosen ones, or else those that matter most, which are the units with the
/// largest |δ| and the inputs with the largest |x ∂E/∂x|. Columns count from 0, the inputs; column l is layer l.
/// </summary>
internal sealed class ShownUnits
{
    private readonly int[][] columns;
    private readonly int[] sizes;

    private ShownUnits(int[][] columns, int[] sizes)
    {
        this.columns = columns;
        this.sizes = sizes;
    }

    /// <summary>The inputs or units, from 0, of a column that are shown, in ascending order.</summary>
    public IReadOnlyList<int> this[int column] => columns[column];

    /// <summary>How many of a column are not shown.</summary>
    public int LeftOut(int column) => sizes[column] - columns[column].Length;

    /// <summary>Whether every input and unit is shown.</summary>
    public bool IsWhole => Enumerable.Range(0, sizes.Length).All(c => LeftOut(c) == 0);

    /// <summary>The same choice for another step of the network: what is shown of each column, from 1.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>> Choice =>
        Enumerable.Range(0, columns.Length).ToDictionary(c => c, c => (IReadOnlyList<int>)[.. columns[c].Select(u => u + 1)]);

    /// <summary>Chooses for a step.</summary>
    /// <param name="step">The step; its δ say what matters.</param>
    /// <param name="most">The number shown of each column where nothing is chosen, at least 1.</param>
    /// <param name="chosen">Chosen inputs (column 0) and units (column l for layer l), from 1 as in formulas; null for none.</param>
    /// <exception cref="ArgumentException">A chosen layer or unit does not exist.</exception>
    public static ShownUnits Of(TextbookStep step, int most, IReadOnlyDictionary<int, IReadOnlyList<int>>? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int[] counts = [step.Inputs.Length, .. step.Layers.Select(l => l.A.Length)];
        foreach ((int column, IReadOnlyList<int> units) in chosen ?? new Dictionary<int, IReadOnlyList<int>>())
            Require(column, units, counts);
        var shown = new int[counts.Length][];
        for (int c = 0; c < counts.Length; c++)
        {
            int column = c;
            shown[c] = chosen is not null && chosen.TryGetValue(c, out IReadOnlyList<int>? units) && units.Count > 0
                ? [.. units.Select(u => u - 1).Distinct().Order()]
                : counts[c] <= most ? [.. Enumerable.Range(0, counts[c])]
                : [.. Enumerable.Range(0, counts[c]).OrderByDescending(u => Weight(step, column, u)).Take(most).Order()];
        }
        return new(shown, counts);
    }

    private static double Weight(TextbookStep step, int column, int unit)
    {
        if (column > 0)
            return Math.Abs(step.Layers[column - 1].Delta[unit]);
        TextbookLayerStep first = step.Layers[0];
        double slope = 0;
        for (int j = 0; j < first.Delta.Length; j++)
            slope += first.Weights[unit + 1, j] * first.Delta[j];
        return Math.Abs(step.Inputs[unit] * slope);
    }

    private static void Require(int column, IReadOnlyList<int> units, int[] counts)
    {
        if (column < 0 || column >= counts.Length)
            throw new ArgumentException($"There is no layer {column}: the network has {counts.Length - 1}, and 0 means the inputs.", nameof(column));
        foreach (int unit in units)
        {
            if (unit < 1 || unit > counts[column])
                throw new ArgumentException(column == 0
                    ? $"There is no input {unit}: the network has {counts[0]}, counted from 1."
                    : $"There is no unit {unit} in layer {column}: it has {counts[column]}, counted from 1.", nameof(units));
        }
    }
}
