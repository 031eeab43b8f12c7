using System.Diagnostics;
using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Tabular.Validation;

/// <summary>
/// Estimates how good a training is on new rows: divides the rows in folds, and tests each fold with a model that was trained, by the same options, without it. Encoders are fitted and validation rows
/// chosen anew in each training, as <see cref="Model.Train(Table, ModelOptions, IProgress{TrainingProgress}?, CancellationToken, CancellationToken)"/> does.
/// </summary>
/// <example>
/// <code>
/// var options = new ModelOptions { Targets = ["species"], Recipe = "plain" };
/// CrossValidationResult result = CrossValidation.Run(table, options, new CrossValidationOptions { Folds = 10 });
/// MetricMean accuracy = result.Find("accuracy")!;
/// Console.WriteLine($"{accuracy.Mean:P1} ± {accuracy.StandardError:P1}");
/// </code>
/// </example>
public static class CrossValidation
{
    /// <summary>The encoded numbers that folds at once may hold together: about a gigabyte.</summary>
    private const long MaxNumbers = 1 << 28;

    /// <summary>Trains and tests every fold.</summary>
    /// <param name="table">The data.</param>
    /// <param name="options">The target and how to train. Test rows cannot be chosen, nor a model to start from or checkpoints.</param>
    /// <param name="how">How to divide the rows; null for five folds.</param>
    /// <param name="progress">Called a few times a second, on the calling thread.</param>
    /// <param name="cancellation">Ends it within a step.</param>
    /// <exception cref="ArgumentException">Options out of range or incompatible; the message lists all of them.</exception>
    /// <exception cref="DataException">The data, or those of a fold, do not allow it; the message says what, where and what to do.</exception>
    /// <exception cref="DivergedException">Weights, or an error, of a fold are not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static CrossValidationResult Run(
        Table table, ModelOptions options, CrossValidationOptions? how = null, IProgress<CrossValidationProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(table, options, how, _ => { }, progress, cancellation);

    /// <param name="table">The data.</param>
    /// <param name="options">The target and how to train.</param>
    /// <param name="how">How to divide the rows; null for five folds.</param>
    /// <param name="begins">Called before the first fold with the plan of a training with all rows.</param>
    /// <param name="progress">Called a few times a second, on the calling thread.</param>
    /// <param name="cancellation">Ends it within a step.</param>
    /// <inheritdoc cref="Run(Table, ModelOptions, CrossValidationOptions?, IProgress{CrossValidationProgress}?, CancellationToken)"/>
    internal static CrossValidationResult Run(
        Table table, ModelOptions options, CrossValidationOptions? how, Action<TrainingPlan> begins, IProgress<CrossValidationProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        how ??= new CrossValidationOptions();
        if (how.Violations(options) is { Count: > 0 } violations)
            throw new ArgumentException(string.Join(" ", violations), nameof(options));
        long start = Stopwatch.GetTimestamp();
        var division = FoldDivision.Of(table, options, how);
        var whole = Whole(table, options, begins);
        cancellation.ThrowIfCancellationRequested();
        int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        int atOnce = (int)Math.Clamp(MaxNumbers / whole.Numbers, 1, Math.Min(threads, division.Folds.Count));
        FoldResult Train(FoldRows fold, IProgress<TrainingProgress> watch, CancellationToken stop) =>
            CrossValidation.Train(table, options with { Seed = fold.Seed, Threads = threads / atOnce }, fold, how, watch, stop);
        var each = new FoldRunner(division.Folds, Train, atOnce).Run(progress, cancellation);
        var metrics = FoldNotes.Means(each, fold => fold.Test.Metrics);
        return new CrossValidationResult
        {
            Task = whole.Task,
            Rows = division.Rows,
            Recipe = whole.Recipe,
            Metrics = metrics,
            Baseline = FoldNotes.Means(each, fold => fold.Test.Baseline),
            Targets = [.. each[0].Test.Targets.Select((target, k) => KeyValuePair.Create(target.Key, FoldNotes.Means(each, fold => fold.Test.Targets[k].Value)))],
            Each = each,
            Notes = [.. whole.Notes, .. division.Notes, .. FoldNotes.Of(each, division.Rows, how.Folds, metrics)],
            Duration = Stopwatch.GetElapsedTime(start),
        };
    }

    /// <summary>
    /// What a training with all rows finds in the data, so that it is reported once and not for each fold; its plan, which holds every row, is not kept.
    /// </summary>
    private static (TargetTask Task, string Recipe, long Numbers, IReadOnlyList<string> Notes) Whole(Table table, ModelOptions options, Action<TrainingPlan> begins)
    {
        var plan = TrainingPlan.Prepare(table, options with { TestFraction = 0 });
        begins(plan);
        // Each network that has a fold of its own holds a copy of its rows.
        long copies = plan.Folds > 0 ? plan.Members + 1 : 1, rows = plan.TrainingRows + (plan.Folds > 0 ? 0 : plan.ValidationRows);
        return (plan.Task.Task, plan.RecipeName, Math.Max(1, copies * rows * plan.Network.Inputs), plan.DataNotes);
    }

    private static FoldResult Train(Table table, ModelOptions options, FoldRows fold, CrossValidationOptions how, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        string Where() => string.Create(CultureInfo.InvariantCulture, $"{fold.Name(how.Repeats)} of {how.Folds}");
        int[] learned = fold.Learned();
        try
        {
            var plan = TrainingPlan.Prepare(table, options, (learned, fold.Test()));
            cancellation.ThrowIfCancellationRequested();
            var model = plan.Train(progress, cancellation);
            // A model that was trained, but not tested, is no result here.
            cancellation.ThrowIfCancellationRequested();
            return new FoldResult
            {
                Repeat = fold.Repeat, Fold = fold.Fold, TrainingRows = learned.Length, Test = model.Test, IsGuess = model.Record!.IsGuess, Notes = model.Record.TestNotes,
                RepeatedRows = plan.RepeatedTestRows, Duration = Stopwatch.GetElapsedTime(start),
            };
        }
        catch (DataException exception)
        {
            throw new DataException($"{Where()}: {exception.Message}", exception);
        }
        catch (DivergedException exception)
        {
            throw exception.Of(Where());
        }
    }
}
