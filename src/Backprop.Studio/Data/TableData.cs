using System.Globalization;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Studio.Data;

/// <summary>Rows of a table as a data set, encoded as in every training of tables: fitted on the training rows alone.</summary>
internal static class TableData
{
    /// <summary>Classes that can be learned here, at most: each is an output, and every row of a picture has all of them.</summary>
    public const int MostClasses = 1000;

    private const double ValidationShare = 0.2;

    /// <summary>Rows that are encoded at once: classes become a column each on the way, which for all rows together would be large.</summary>
    private const int EncodedRows = 10_000;

    /// <summary>Encodes a table.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="table">The rows.</param>
    /// <param name="target">The column to predict; null for the last that can be.</param>
    /// <param name="leave">Columns that are no inputs.</param>
    /// <param name="seed">The seed of the validation rows.</param>
    /// <exception cref="DataException">The table does not allow it; the message says what and where.</exception>
    public static DataSet Make(string title, Table table, string? target, IReadOnlyCollection<string> leave, ulong seed)
    {
        target ??= TableColumns.Of(table).UsualTarget
            ?? throw new DataException($"{title} has no column that can be predicted: numbers or labels are expected in one.");
        if (table.Find(target) is not { } column)
            throw new DataException($"{title} has no column '{target}' to predict. Choose one of {string.Join(", ", TableColumns.Of(table).Targets)}.");
        TaskChoice task = TaskChoice.For(table, [target]);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => !column.IsMissing(row))];
        bool isClassification = task.Task == TargetTask.Classification;
        (int[] kept, int[] aside) = Split.Parts(rows.Length, ValidationShare, seed, isClassification ? Strata(column, rows) : []);
        int[] training = [.. kept.Select(n => rows[n])], validation = [.. aside.Select(n => rows[n])];
        TargetEncoder targets = TargetEncoder.Fit(table, training, [target], task.Task);
        if (targets.Outputs > MostClasses)
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"The column '{target}' has {targets.Outputs:N0} different labels, but at most {MostClasses:N0} classes can be learned here. Predict another column."));
        }
        InputEncoder inputs = InputEncoder.Fit(table, training, new EncodingOptions { Leave = [.. leave, target] });
        Examples learned = Encode(inputs, targets, table, training);
        Examples watched = Encode(inputs, targets, table, validation);
        return Of(title, inputs, targets, learned, watched, Notes(table, task, rows.Length, inputs, targets));
    }

    /// <summary>Rows that are encoded already as a data set.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="inputs">How columns became inputs.</param>
    /// <param name="targets">How targets became outputs.</param>
    /// <param name="learned">The rows to learn from.</param>
    /// <param name="watched">The rows that only watch; there may be none.</param>
    /// <param name="notes">Sentences about what was found.</param>
    public static DataSet Of(string title, InputEncoder inputs, TargetEncoder targets, Examples learned, Examples? watched, IReadOnlyList<string> notes)
    {
        bool isClassification = targets is ClassTargets;
        IReadOnlyList<string> labels = (targets as ClassTargets)?.Labels ?? [];
        return new DataSet
        {
            Title = title,
            Training = learned,
            Validation = watched is { Count: > 0 } ? watched : null,
            InputNames = inputs.InputNames,
            OutputNames = labels.Count == 0 ? targets.Columns : targets.Outputs == 1 ? [$"{targets.Columns[0]} = {labels[1]}"] : labels,
            Classes = labels,
            Error = isClassification ? ErrorFunction.CrossEntropy : ErrorFunction.SumOfSquares,
            TargetScale = (targets as NumberTargets)?.Scales[0] ?? Standardization.None,
            IsStandardized = targets is NumberTargets || inputs.Columns.Any(c => c is ImageEncoder or NumberEncoder { Scale: not null } or DateEncoder { Scale: not null }),
            Features = Features(inputs, learned.Inputs),
            Typical = Typical(inputs, learned.Inputs),
            Notes = notes,
        };
    }

    private static Examples Encode(InputEncoder inputs, TargetEncoder targets, Table table, int[] rows)
    {
        if (targets is not ClassTargets)
        {
            EncodedTargets numbers = targets.Encode(table, rows);
            return new Examples(inputs.Encode(table, numbers.Rows).Values, numbers.Values);
        }
        var (kept, classes) = (new List<int>(rows.Length), new List<int>(rows.Length));
        for (int n = 0; n < rows.Length; n += EncodedRows)
        {
            EncodedTargets part = targets.Encode(table, rows.AsSpan(n, Math.Min(EncodedRows, rows.Length - n)));
            kept.AddRange(part.Rows);
            classes.AddRange(part.Classes);
        }
        return new Examples(inputs.Encode(table, kept.ToArray()).Values, classes.ToArray(), targets.Outputs);
    }

    private static int[] Strata(Column column, int[] rows)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var strata = new int[rows.Length];
        for (int n = 0; n < rows.Length; n++)
        {
            string text = column.Text(rows[n]);
            if (!codes.TryGetValue(text, out strata[n]))
                codes.Add(text, strata[n] = codes.Count);
        }
        return strata;
    }

    private static List<Feature> Features(InputEncoder inputs, Matrix rows)
    {
        var features = new List<Feature>();
        int first = 0;
        foreach (ColumnEncoder column in inputs.Columns)
        {
            if (column is NumberEncoder { Scale: { } scale })
                features.Add(FeatureRange.Of(column.Column, rows, first, scale));
            else if (column is DateEncoder { Scale: not null })
                features.Add(FeatureRange.Of(column.Column, rows, first, Standardization.None));
            first += column.Inputs;
        }
        return features;
    }

    /// <summary>Numbers at their mean, columns of labels at the most frequent one, the pixels of images at their mean.</summary>
    private static float[] Typical(InputEncoder inputs, Matrix rows)
    {
        var typical = new float[inputs.Inputs];
        int[] sample = Sample.Of(rows.Rows);
        int first = 0;
        foreach (ColumnEncoder column in inputs.Columns)
        {
            if (column is CategoryEncoder)
                typical[first] = 1;
            else if (column is ImageEncoder)
                for (int i = first; i < first + column.Inputs; i++)
                    typical[i] = (float)sample.Average(n => (double)rows[n, i]);
            first += column.Inputs;
        }
        return typical;
    }

    private static List<string> Notes(Table table, TaskChoice task, int labelled, InputEncoder inputs, TargetEncoder targets)
    {
        string what = task.Task == TargetTask.Classification ? $"classes of '{targets.Columns[0]}'" : $"the number '{targets.Columns[0]}'";
        var notes = new List<string> { $"Learned: {what} ({task.Reason})." };
        if (targets is NumberTargets { Scales: [var scale] } && scale != Standardization.None)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"The network learns '{targets.Columns[0]}' in standard deviations of {scale.Deviation:G4} from its mean {scale.Mean:G4}; the errors count in these, RMSE and picture in its own unit."));
        }
        if (table.Rows > labelled)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{table.Rows - labelled:N0} rows without a target are left out."));
        notes.AddRange(inputs.Ignored.Select(column => column.ToString()));
        return notes;
    }
}
