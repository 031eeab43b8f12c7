using Backprop.Explain.Attributions;
using Backprop.Explain.Derivations;
using Backprop.Explain.Rows;
using Backprop.Studio.States;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Inspecting;

/// <summary>The explanation of one row.</summary>
/// <param name="Row">The row, from 0.</param>
/// <param name="Of">What was explained: a class or a target; null for the predicted one.</param>
/// <param name="Prediction">What the model says.</param>
/// <param name="Why">Which columns moved it; null where that is unknown.</param>
/// <param name="Problem">Why something is missing, in words; null where nothing is.</param>
public sealed record RowView(int Row, string? Of, Prediction Prediction, WhyReport? Why, string? Problem)
{
    private const double LecturesRate = 1.0 / 3;

    /// <summary>The six steps of the algorithm on it; null where it has no target that the model knows.</summary>
    internal Derivation? Derivation { get; init; }

    /// <summary>Explains a row.</summary>
    /// <param name="inspection">The model and its rows.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="of">The class or target to explain; null for the predicted class or the first target.</param>
    public static RowView Explain(Inspection inspection, int row, string? of = null)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        Prediction prediction = inspection.Results.Predictions[row];
        bool hasTarget = inspection.Results.HasTruth(row) && !(inspection.Results.IsClassification && inspection.Results.TrueClass(row) < 0);
        (ExplainedRow? explained, string? unread) = Try(() =>
            ExplainedRow.Of(inspection.Model, inspection.Table.Select([row]), hasTarget) with { All = (inspection.Table, inspection.DataName) });
        if (explained is null)
            return new(row, of, prediction, null, unread);
        // One may be available where the other is not.
        (WhyReport? why, string? untold) = Try(() => explained.Why(inspection.Model, of, inspection.MeanRows));
        (Derivation? derivation, string? underived) = !hasTarget
            ? (null, "This row has no target that the model knows, so there is no error to propagate back and no derivation.")
            : Try(() => Derivation.Of(inspection.Textbook.Step(explained.X, explained.T!, RateOf(inspection.Model)), ModelNames.Options(inspection.Model)));
        string[] problems = [.. new[] { untold, underived }.OfType<string>()];
        return new(row, of, prediction, why, problems.Length > 0 ? string.Join(" ", problems) : null) { Derivation = derivation };
    }

    /// <summary>The network and this row, for Step; null where it has no target.</summary>
    public Lesson? Lesson(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        DerivationOptions names = ModelNames.Options(inspection.Model);
        return Derivation?.Numbers is not { } step ? null : new Lesson(inspection.Textbook, step.Inputs, step.Targets, step.LearningRate)
        {
            Title = FormattableString.Invariant($"{inspection.ModelName}, row {Row + 1}"),
            InputNames = names.InputNames,
            OutputNames = names.OutputNames,
        };
    }

    /// <summary>The index of the first image among the inputs; null for a model without images.</summary>
    internal static (int First, ImageEncoder Encoder)? ImageOf(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        int first = 0;
        foreach (ColumnEncoder column in model.Inputs?.Columns ?? [])
        {
            if (column is ImageEncoder image)
                return (first, image);
            first += column.Inputs;
        }
        return null;
    }

    private static (T? Value, string? Problem) Try<T>(Func<T> make) where T : class
    {
        try
        {
            return (make(), null);
        }
        catch (Exception exception)
        {
            // Whatever the error, the page shows it in place of the missing part.
            return (null, exception.Message);
        }
    }

    // η at the start of the training; a network that was never trained uses the lecture's.
    private static double RateOf(Model model) => model.Record?.History is [{ LearningRate: > 0 and var rate }, ..] ? rate : LecturesRate;
}
