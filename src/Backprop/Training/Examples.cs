using System.Globalization;
using Backprop.Numerics.Buffers;

namespace Backprop.Training;

/// <summary>
/// N rows to learn from or to be judged by: inputs x_n, targets t_n (K numbers, or one of K classes), and row weights w_n.
/// </summary>
public sealed class Examples
{
    /// <summary>The smallest number with all its digits: 1 divided by less may be infinite.</summary>
    private const float MinRowWeight = 1.17549435e-38f;

    private readonly Matrix? values;
    private readonly int[]? classes;
    private readonly float[]? rowWeights;
    // The rows of the matrices and arrays that these are; null for all of them.
    private readonly int[]? selected;

    /// <summary>Rows with K target numbers each.</summary>
    /// <param name="rows">N, at least 1.</param>
    /// <param name="inputs">N·D numbers, row after row.</param>
    /// <param name="targets">N·K numbers, row after row.</param>
    /// <param name="rowWeights">N weights, each 0 or finite and at least 1.2e-38; empty: every row counts 1.</param>
    /// <exception cref="ArgumentException">Numbers of inputs, targets or weights that are not N times as many, or a row weight out of range.</exception>
    public Examples(int rows, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> rowWeights = default) : this(
        ToMatrix(rows, inputs, nameof(inputs)), ToMatrix(rows, targets, nameof(targets)), rowWeights.IsEmpty ? null : rowWeights.ToArray()) { }

    /// <summary>Rows with one of K classes each: the target of a row is 1 for its class and 0 for the others (for K = 1: the class, 0 or 1).</summary>
    /// <param name="inputs">N·D numbers, row after row.</param>
    /// <param name="classes">N classes, at least one, from 0 to K − 1 (for K = 1: 0 or 1).</param>
    /// <param name="outputs">K.</param>
    /// <param name="rowWeights">N weights, each 0 or finite and at least 1.2e-38; empty: every row counts 1.</param>
    /// <exception cref="ArgumentException">Numbers of inputs or weights that are not N times as many, a class or a row weight out of range.</exception>
    public Examples(ReadOnlySpan<float> inputs, ReadOnlySpan<int> classes, int outputs, ReadOnlySpan<float> rowWeights = default) : this(
        ToMatrix(classes.Length, inputs, nameof(inputs)), classes.ToArray(), outputs, rowWeights.IsEmpty ? null : rowWeights.ToArray()) { }

    /// <summary>Rows with K target numbers each. The matrices and arrays are kept, not copied, and must not change while a trainer uses them.</summary>
    /// <param name="inputs">N × D.</param>
    /// <param name="targets">N × K.</param>
    /// <param name="rowWeights">N weights; null: every row counts 1.</param>
    /// <exception cref="ArgumentException">Different numbers of rows, or a row weight out of range.</exception>
    internal Examples(Matrix inputs, Matrix targets, float[]? rowWeights = null) : this(inputs, targets, null, targets?.Columns ?? 0, rowWeights) { }

    /// <summary>Rows with one of K classes each. The matrix and the arrays are kept, not copied.</summary>
    /// <param name="inputs">N × D.</param>
    /// <param name="classes">N classes, from 0 to K − 1 (for K = 1: 0 or 1).</param>
    /// <param name="outputs">K.</param>
    /// <param name="rowWeights">N weights; null: every row counts 1.</param>
    /// <exception cref="ArgumentException">Different numbers of rows, a class or a row weight out of range.</exception>
    internal Examples(Matrix inputs, int[] classes, int outputs, float[]? rowWeights = null) : this(inputs, null, classes, outputs, rowWeights) { }

    private Examples(Matrix inputs, Matrix? values, int[]? classes, int outputs, float[]? rowWeights)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int targets = values?.Rows ?? classes?.Length ?? throw new ArgumentNullException(nameof(values), "Examples need targets.");
        if (targets != inputs.Rows)
            throw new ArgumentException($"There are {inputs.Rows} rows of inputs, but {targets} targets.", nameof(inputs));
        if (rowWeights is not null && rowWeights.Length != inputs.Rows)
            throw new ArgumentException($"There are {inputs.Rows} rows, but {rowWeights.Length} row weights.", nameof(rowWeights));
        for (int n = 0; n < rowWeights?.Length; n++)
            RequireRowWeight(n, rowWeights[n], nameof(rowWeights));
        for (int n = 0; n < classes?.Length; n++)
            if (classes[n] < 0 || classes[n] >= Math.Max(2, outputs))
                throw new ArgumentException($"Row {n + 1} has class {classes[n]}, but the classes are 0 to {Math.Max(2, outputs) - 1}.", nameof(classes));
        Inputs = inputs;
        Outputs = outputs;
        this.values = values;
        this.classes = classes;
        this.rowWeights = rowWeights;
    }

    private Examples(Examples all, int[] selected)
    {
        (Inputs, Outputs, values, classes, rowWeights) = (all.Inputs, all.Outputs, all.values, all.classes, all.rowWeights);
        this.selected = all.selected is null ? selected : [.. selected.Select(n => all.selected[n])];
    }

    /// <summary>The inputs x_n, a row each, of all rows that these are selected from.</summary>
    internal Matrix Inputs { get; }

    /// <summary>K, the number of outputs that the targets are for.</summary>
    public int Outputs { get; }

    /// <summary>N, the number of rows.</summary>
    public int Count => selected?.Length ?? Inputs.Rows;

    /// <summary>w_n, the weight of a row from 0.</summary>
    public float RowWeight(int row) => rowWeights is null ? 1 : rowWeights[Place(row)];

    /// <summary>Whether a number can weigh a row: 0, or a finite number from 1.2e-38, so that a batch can be divided by the sum of its weights.</summary>
    internal static bool IsRowWeight(float weight) => weight == 0 || (weight >= MinRowWeight && float.IsFinite(weight));

    /// <exception cref="ArgumentException">The number cannot weigh a row, which is counted from 0.</exception>
    internal static void RequireRowWeight(int row, float weight, string parameter)
    {
        if (!IsRowWeight(weight))
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The weight of row {row + 1} is {weight}; it must be 0, or a finite number from 1.2e-38."), parameter);
    }

    /// <summary>Whether each row has one of K classes for its target.</summary>
    internal bool HasClasses => classes is not null;

    /// <summary>Whether a row has a weight above 0.</summary>
    internal bool AnyCounts => Count > 0 && (rowWeights is null || Enumerable.Range(0, Count).Any(row => RowWeight(row) > 0));

    /// <summary>Writes the D inputs x_n of a row from 0.</summary>
    /// <exception cref="ArgumentException">Fewer than D places.</exception>
    public void CopyInputsTo(int row, Span<float> inputs) => InputsOf(row).CopyTo(inputs);

    /// <summary>The D inputs x_n of a row from 0.</summary>
    internal ReadOnlySpan<float> InputsOf(int row) => Inputs.Row(Place(row));

    /// <summary>N × D, the inputs x_n; copied where the rows are selected.</summary>
    internal Matrix InputRows()
    {
        if (selected is null)
            return Inputs;
        var rows = new Matrix(Count, Inputs.Columns);
        for (int n = 0; n < Count; n++)
            CopyInputsTo(n, rows.Row(n));
        return rows;
    }

    /// <summary>Some of the rows, in a given order; what they hold is not copied.</summary>
    /// <param name="rows">The rows, each from 0 to N − 1.</param>
    internal Examples Select(int[] rows) => new(this, rows);

    /// <summary>Writes the K targets t_n of a row from 0.</summary>
    /// <exception cref="ArgumentException">Fewer than K places.</exception>
    public void CopyTargetsTo(int row, Span<float> targets)
    {
        row = Place(row);
        if (values is not null)
        {
            values.Row(row).CopyTo(targets);
            return;
        }
        targets[..Outputs].Clear();
        if (Outputs == 1)
            targets[0] = classes![row];
        else
            targets[classes![row]] = 1;
    }

    /// <summary>SHA-256 over all that training reads of the rows, in their order, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using var hash = new Files.TensorHash();
        var row = new float[classes is null ? Outputs + 1 : 2];
        for (int n = 0; n < Count; n++)
        {
            hash.Append(InputsOf(n));
            if (classes is null)
                CopyTargetsTo(n, row);
            else
                row[0] = BitConverter.Int32BitsToSingle(classes[Place(n)]);
            row[^1] = RowWeight(n);
            hash.Append(row);
        }
        return hash.Finish();
    }

    /// <summary>Copies row <paramref name="row"/> to place <paramref name="n"/> of a batch.</summary>
    internal void CopyTo(int row, Execution.NetworkPass batch, int n)
    {
        InputsOf(row).CopyTo(batch.Inputs.Row(n));
        CopyTargetTo(row, batch, n);
    }

    /// <summary>Copies what belongs to the inputs of row <paramref name="row"/>, its targets and its weight, to place <paramref name="n"/> of a batch.</summary>
    internal void CopyTargetTo(int row, Execution.NetworkPass batch, int n)
    {
        CopyTargetsTo(row, batch.Targets.Row(n));
        batch.RowWeights[n] = RowWeight(row);
    }

    private int Place(int row) => selected is null ? row : selected[row];

    private static Matrix ToMatrix(int rows, ReadOnlySpan<float> values, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (values.IsEmpty || values.Length % rows != 0)
            throw new ArgumentException($"{values.Length} numbers are not {rows} rows of equally many.", parameter);
        var matrix = new Matrix(rows, values.Length / rows);
        matrix.SetRows(values);
        return matrix;
    }
}
