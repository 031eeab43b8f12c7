using System.Globalization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Models;

/// <summary>
/// How a model reads a table: with the encoders fitted in training, or, for a bare network, by position: the first D columns are the inputs,
/// the last K the targets, as unchanged numbers.
/// </summary>
internal sealed class ModelEncoding
{
    private readonly int bareInputs;
    private readonly NumberTargets? bareTargets;

    public ModelEncoding(InputEncoder inputs, TargetEncoder targets)
    {
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>The encoding of a bare network.</summary>
    public ModelEncoding(int inputs, int outputs)
    {
        bareInputs = inputs;
        bareTargets = NumberTargets.AsTheyAre([.. Enumerable.Range(1, outputs).Select(k => string.Create(CultureInfo.InvariantCulture, $"y{k}"))]);
    }

    /// <summary>The encoder of the inputs; null for a bare network.</summary>
    public InputEncoder? Inputs { get; }

    /// <summary>The encoder of the targets; null for a bare network.</summary>
    public TargetEncoder? Targets { get; }

    /// <summary>The classes, where classes are learned.</summary>
    public ClassTargets? Classes => Targets as ClassTargets;

    /// <summary>The targets, where numbers are learned.</summary>
    public NumberTargets? Numbers => bareTargets ?? Targets as NumberTargets;

    /// <summary>The encoding for a training that continues with other rows: it only widens the range of the predictions.</summary>
    public ModelEncoding For(Table table, ReadOnlySpan<int> rows) =>
        Targets is NumberTargets numbers ? new ModelEncoding(Inputs!, numbers.For(table, rows)) : this;

    /// <summary>The target columns of a table.</summary>
    public IReadOnlyList<Column> TargetColumns(Table table) =>
        bareTargets is null ? [.. Targets!.Columns.Select(name => TaskChoice.Require(table, name))] : [.. Labelled(table).Skip(bareInputs)];

    public EncodedInputs EncodeInputs(Table table, ReadOnlySpan<int> rows, CancellationToken cancellation = default)
    {
        if (Inputs is not null)
            return Inputs.Encode(table, rows, cancellation);
        int outputs = bareTargets!.Outputs;
        if (table.Columns.Count != bareInputs && table.Columns.Count != bareInputs + outputs)
            throw WrongCount(table, $"{bareInputs} columns of inputs, or {bareInputs + outputs} with the targets after them");
        var inputs = RowLimit.NewMatrix(rows.Length, bareInputs);
        for (int i = 0; i < bareInputs; i++)
            Fill(table.Columns[i], rows, inputs, i);
        return new EncodedInputs(inputs, []);
    }

    public EncodedTargets EncodeTargets(Table table, ReadOnlySpan<int> rows)
    {
        if (Targets is not null)
            return Targets.Encode(table, rows);
        var columns = Labelled(table);
        var values = RowLimit.NewMatrix(rows.Length, bareTargets!.Outputs);
        for (int k = 0; k < values.Columns; k++)
            Fill(columns[bareInputs + k], rows, values, k);
        return new EncodedTargets { Rows = rows.ToArray(), Values = values };
    }

    /// <summary>The targets of rows that all have one, in their own units, N·K numbers row after row.</summary>
    public double[] TargetValues(Table table, ReadOnlySpan<int> rows)
    {
        if (bareTargets is null)
            return Numbers!.Values(table, rows);
        return NumberTargets.Values([.. Labelled(table).Skip(bareInputs)], rows);
    }

    private IReadOnlyList<Column> Labelled(Table table) => table.Columns.Count == bareInputs + bareTargets!.Outputs
        ? table.Columns
        : throw WrongCount(table, $"{bareInputs + bareTargets.Outputs} columns, {bareInputs} of inputs and then {bareTargets.Outputs} of targets");

    private static DataException WrongCount(Table table, string expected) => new(
        $"A bare network reads its data by position and needs {expected}; there are {table.Columns.Count}.");

    private static void Fill(Column column, ReadOnlySpan<int> rows, Matrix matrix, int place)
    {
        double[] values = ColumnValues.Numbers(column, rows);
        for (int n = 0; n < rows.Length; n++)
        {
            if (double.IsNaN(values[n]))
                throw ColumnValues.Bad(column, rows[n], "the value is missing, but a bare network needs every number.");
            matrix.Row(n)[place] = (float)values[n];
        }
    }
}
