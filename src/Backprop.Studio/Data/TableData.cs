using System.Globalization;
using Backprop.Losses;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Studio.Data;

/// <summary>Rows of a table as a data set, encoded as in every training of tables: fitted on the training rows alone.</summary>
internal static class TableData
{
    /// <summary>The maximum number of classes here: each is an output, and every row of a picture has all of them.</summary>
    public const int MaxClasses = 1000;

    /// <summary>Prepares a table like every training on tables: the same training, validation and test rows, the same encoders.</summary>
    /// <param name="title">A short name.</param>
    /// <param name="source">The rows.</param>
    /// <param name="target">The column to predict; null for the last that can be predicted.</param>
    /// <param name="leave">Columns that are not inputs.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <exception cref="DataException">The table does not allow it; the message says what and where.</exception>
    public static DataSet Make(string title, DataSource source, string? target, IReadOnlyCollection<string> leave, ulong seed)
    {
        Table table = source.Table;
        target ??= TableColumns.Of(table).DefaultTarget
            ?? throw new DataException($"{title} has no column that can be predicted: a column of numbers or labels was expected.");
        if (table.Find(target) is not { } column)
            throw new DataException($"{title} has no column '{target}' to predict. Choose one of {string.Join(", ", TableColumns.Of(table).Targets)}.");
        if (column is CategoryColumn { Labels.Count: > MaxClasses and var labels })
        {
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"The column '{target}' has {labels:N0} different labels, but at most {MaxClasses:N0} classes can be learned here. Predict another column."));
        }
        var options = new ModelOptions
        {
            Recipe = "plain", Targets = [target], Exclude = [.. leave.Where(name => name != target && table.Find(name) is not null)], TestTable = source.Test, Seed = seed,
        };
        // The plan's network is not needed: the page chooses its own.
        TrainingPlan plan = TrainingPlan.Prepare(table, options with { Hidden = [] });
        return Of(title, plan.Inputs!, plan.Targets!, plan.Training, plan.Validation, Notes(plan, source), new TableRows(source, options, plan.TestRows) { Ignored = plan.Inputs!.Ignored });
    }

    /// <summary>A data set from rows that are already encoded.</summary>
    /// <param name="title">A short name.</param>
    /// <param name="inputs">The encoder of the inputs.</param>
    /// <param name="targets">The encoder of the targets.</param>
    /// <param name="learned">The training rows.</param>
    /// <param name="watched">The validation rows; there may be none.</param>
    /// <param name="notes">Sentences about what was found.</param>
    /// <param name="table">The table they come from; null where it is not available.</param>
    public static DataSet Of(
        string title, InputEncoder inputs, TargetEncoder targets, Examples learned, Examples? watched, IReadOnlyList<string> notes, TableRows? table = null)
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
            Table = table,
        };
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
            if (column is CategoryEncoder category)
                category.Set(typical.AsSpan(first, column.Inputs), 0);
            else if (column is ImageEncoder)
                for (int i = first; i < first + column.Inputs; i++)
                    typical[i] = (float)sample.Average(n => (double)rows[n, i]);
            first += column.Inputs;
        }
        return typical;
    }

    private static List<string> Notes(TrainingPlan plan, DataSource source)
    {
        string target = plan.Targets!.Columns[0];
        var notes = new List<string> { $"Learned: {(plan.Targets is ClassTargets ? $"classes of '{target}'" : $"the number '{target}'")} ({plan.Task.Reason})." };
        if (plan.Targets is NumberTargets { Scales: [var scale] } && scale != Standardization.None)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"The network learns '{target}' in standard deviations ({scale.Deviation:G4}) from its mean ({scale.Mean:G4}); the errors are in these units, RMSE and the picture in its own unit."));
        }
        notes.AddRange(source.Report.Notes.Concat(plan.Notes).Select(PlainWords.Of));
        return notes;
    }
}
