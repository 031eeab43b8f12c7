using System.Text.Json.Serialization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>
/// Targets that are numbers, one output each, standardized by mean and deviation of the training rows. Predictions stay near the range of the training
/// targets (<see cref="TrainingRange.Limit"/>).
/// </summary>
internal sealed class NumberTargets : TargetEncoder
{
    private NumberTargets(IReadOnlyList<string> columns, IReadOnlyList<Standardization> scales, IReadOnlyList<TrainingRange?> ranges)
    {
        Columns = columns;
        Scales = scales;
        Ranges = ranges;
    }

    /// <inheritdoc/>
    public override TargetTask Task => TargetTask.Regression;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; }

    /// <summary>Mean and deviation of each target; <see cref="Standardization.None"/> where it is learned unchanged.</summary>
    public IReadOnlyList<Standardization> Scales { get; }

    /// <summary>The range of each target in the training rows, near which predictions stay; null where predictions are not limited.</summary>
    public IReadOnlyList<TrainingRange?> Ranges { get; }

    /// <inheritdoc/>
    public override int Outputs => Columns.Count;

    /// <summary>An output as a prediction in its target's unit, near the range of the training targets.</summary>
    /// <param name="target">The target, from 0.</param>
    /// <param name="output">The output of the network.</param>
    public double Decode(int target, double output)
    {
        double value = Scales[target].Undo(output);
        return Ranges[target]?.Limit(value) ?? value;
    }

    /// <summary>Whether an output is so far outside the training targets that its prediction is limited.</summary>
    /// <param name="target">The target, from 0.</param>
    /// <param name="output">The output of the network.</param>
    public bool IsLimited(int target, double output) => Scales[target].Undo(output) is var own && double.IsFinite(own) && Decode(target, output) != own;

    /// <summary>K outputs as predictions in the targets' own units, near the ranges of the training targets.</summary>
    /// <param name="outputs">K outputs of the network.</param>
    /// <param name="values">Where the K numbers are written.</param>
    /// <exception cref="ArgumentException">There are not K outputs, or there is space for fewer values.</exception>
    public void Decode(ReadOnlySpan<float> outputs, Span<double> values)
    {
        if (outputs.Length != Outputs || values.Length < Outputs)
            throw new ArgumentException($"There are {Outputs} targets, but {outputs.Length} outputs and space for {values.Length} values were given.", nameof(outputs));
        for (int k = 0; k < outputs.Length; k++)
            values[k] = Decode(k, outputs[k]);
    }

    /// <summary>The targets of rows in their own units, N·K numbers row after row, for metrics.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">Rows that all have a target, as <see cref="EncodedTargets.Rows"/>.</param>
    /// <exception cref="DataException">A target column is missing, or has a value that is not a number.</exception>
    public double[] Values(Table table, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Values([.. Columns.Select(name => TaskChoice.Require(table, name))], rows);
    }

    internal static double[] Values(IReadOnlyList<Column> columns, ReadOnlySpan<int> rows)
    {
        var values = new double[rows.Length * columns.Count];
        for (int k = 0; k < columns.Count; k++)
        {
            double[] column = ColumnValues.Numbers(columns[k], rows);
            for (int n = 0; n < rows.Length; n++)
                values[(n * columns.Count) + k] = column[n];
        }
        return values;
    }

    /// <summary>Notes about the targets that have limited predictions.</summary>
    /// <param name="outputs">N × K outputs of the network.</param>
    internal IEnumerable<EncodingNote> LimitNotes(Matrix outputs)
    {
        for (int k = 0; k < Outputs; k++)
        {
            if (Ranges[k] is not { } range)
                continue;
            int count = 0;
            for (int n = 0; n < outputs.Rows; n++)
                count += IsLimited(k, outputs[n, k]) ? 1 : 0;
            if (count > 0)
                yield return new EncodingNote(EncodingNoteKind.LimitedPredictions, Columns[k], count, []) { Range = range.Text(value => ColumnValues.Text(value)) };
        }
    }

    /// <summary>Targets that are learned unchanged.</summary>
    internal static NumberTargets AsTheyAre(IReadOnlyList<string> columns) =>
        new(columns, [.. Enumerable.Repeat(Standardization.None, columns.Count)], [.. Enumerable.Repeat<TrainingRange?>(null, columns.Count)]);

    /// <summary>The same targets with ranges that include those of other training rows; targets without a range stay without.</summary>
    internal NumberTargets For(Table table, ReadOnlySpan<int> rows)
    {
        var present = Present([.. Columns.Select(name => TaskChoice.Require(table, name))], rows, out double[][] values);
        var ranges = Ranges.Select((own, k) => own is { } before && TrainingRange.Fit(At(values[k], present)) is { } now ? before.With(now) : own);
        return new NumberTargets(Columns, Scales, [.. ranges]);
    }

    /// <param name="columns">The target columns.</param>
    /// <param name="rows">The training rows, from 0.</param>
    /// <param name="standardize">Whether they are standardized.</param>
    /// <param name="extrapolate">Whether predictions far outside the training targets are not limited.</param>
    internal static NumberTargets Fit(IReadOnlyList<Column> columns, ReadOnlySpan<int> rows, bool standardize, bool extrapolate)
    {
        var present = Present(columns, rows, out double[][] values);
        if (present.Count == 0)
            throw new DataException($"No training row has a value for {(columns.Count == 1 ? $"the target '{columns[0].Name}'" : "every target")}.");
        var scales = new Standardization[columns.Count];
        var ranges = new TrainingRange?[columns.Count];
        for (int k = 0; k < scales.Length; k++)
        {
            double[] column = At(values[k], present);
            var scale = Standardization.Fit(column) ?? throw new DataException(
                $"The target '{columns[k].Name}' is {columns[k].Text(rows[present[0]])} in every training row: there is nothing to learn.");
            scales[k] = standardize ? scale : Standardization.None;
            ranges[k] = extrapolate ? null : TrainingRange.Fit(column);
        }
        return new NumberTargets([.. columns.Select(column => column.Name)], scales, ranges);
    }

    /// <inheritdoc/>
    public override EncodedTargets Encode(Table table, ReadOnlySpan<int> rows)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = Columns.Select(name => TaskChoice.Require(table, name)).ToArray();
        var present = Present(columns, rows, out double[][] values);
        var targets = RowLimit.NewMatrix(present.Count, Outputs);
        var kept = new int[present.Count];
        for (int n = 0; n < kept.Length; n++)
        {
            kept[n] = rows[present[n]];
            for (int k = 0; k < Outputs; k++)
            {
                float target = Scales[k].Apply(values[k][present[n]]);
                if (float.IsInfinity(target))
                    throw ColumnValues.Bad(columns[k], kept[n], $"{columns[k].Text(kept[n])} is too far from the targets of the training rows for single precision.");
                targets.Row(n)[k] = target;
            }
        }
        int missing = rows.Length - kept.Length;
        var notes = new List<EncodingNote>();
        if (missing > 0)
            notes.Add(new EncodingNote(EncodingNoteKind.MissingTarget, string.Join(", ", Columns), missing, []));
        for (int k = 0; k < Outputs; k++)
        {
            if (Scales[k] != Standardization.None && DistributionShift.OfMean(Columns[k], At(values[k], present), Scales[k], Ranges[k]) is { } shift)
                notes.Add(shift);
        }
        return new EncodedTargets { Rows = kept, Values = targets, Notes = notes };
    }

    internal override TargetDescription Describe() =>
        new NumbersDescription([.. Columns.Select((column, k) => new NumberTargetDescription(column, Scales[k].Mean, Scales[k].Deviation, Ranges[k]?.ToArray()!))]);

    /// <summary>The encoder of a description that was read from <paramref name="path"/>.</summary>
    internal static NumberTargets Of(NumberTargetDescription[] columns, string path)
    {
        if (columns.Length == 0)
            throw DescriptionJson.Unexpected($"{path}.columns", "at least one column");
        string[] names = [.. columns.Select(column => column.Column)];
        return names.Distinct(StringComparer.Ordinal).Count() < names.Length
            ? throw DescriptionJson.Unexpected($"{path}.columns", "columns of different names")
            : new NumberTargets(
                names, [.. columns.Select((column, k) => new Standardization(column.Mean, column.Deviation).Checked($"{path}.columns[{k}]"))],
                [.. columns.Select((column, k) => TrainingRange.Read(column.Range, $"{path}.columns[{k}]"))]);
    }

    private static double[] At(double[] values, List<int> places) => [.. places.Select(n => values[n])];

    /// <summary>The indices in <paramref name="rows"/> of the rows that have every target.</summary>
    private static List<int> Present(IReadOnlyList<Column> columns, ReadOnlySpan<int> rows, out double[][] values)
    {
        values = new double[columns.Count][];
        for (int k = 0; k < columns.Count; k++)
            values[k] = ColumnValues.Numbers(columns[k], rows);
        var present = new List<int>(rows.Length);
        for (int n = 0; n < rows.Length; n++)
        {
            bool complete = true;
            foreach (double[] column in values)
                complete &= !double.IsNaN(column[n]);
            if (complete)
                present.Add(n);
        }
        return present;
    }
}

/// <summary>Numbers as model files describe them.</summary>
internal sealed record NumbersDescription(NumberTargetDescription[] Columns) : TargetDescription
{
    /// <inheritdoc/>
    public override TargetEncoder Encoder(string path) => NumberTargets.Of(Columns, path);
}

/// <summary>A target as model files describe it; in those from before there were ranges it has none.</summary>
[method: JsonConstructor]
internal readonly record struct NumberTargetDescription(
    string Column, double Mean, double Deviation, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double[] Range = null!);
