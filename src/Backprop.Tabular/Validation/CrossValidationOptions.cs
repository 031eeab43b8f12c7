using Backprop.Tabular.Models;

namespace Backprop.Tabular.Validation;

/// <summary>How rows are divided in folds. Immutable: change it with <c>with</c>.</summary>
/// <remarks>
/// By chance, each class spread over the folds as evenly as it can be; with <see cref="ModelOptions.Group"/> the rows of a group are in one fold; with <see cref="TimeOrder"/> each model is tested on
/// rows later than those it was trained on.
/// </remarks>
public sealed record CrossValidationOptions
{
    /// <summary>The number of folds, at least 2: models that are trained, each tested on the rows of its fold. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The number of divisions in folds, at least 1, each with a seed of its own. Default: 1.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>
    /// A column of dates or numbers by which the rows are ordered: they are cut in one block more than there are folds, and fold k is tested on block k + 1 by a model of the blocks before it. Rows of one
    /// time stay together. The column stays an input unless it is excluded. Default: none.
    /// </summary>
    public string? TimeOrder { get; init; }

    /// <summary>Everything that is out of range, or incompatible with the options of the models, one sentence each; empty when they are valid.</summary>
    public IReadOnlyList<string> Violations(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (bool Wrong, FormattableString Sentence)[] rules =
        [
            (Folds < 2, $"There must be at least 2 folds, but {Folds} was given."),
            (Repeats < 1, $"There must be at least 1 division in folds, but {Repeats} was given."),
            (TimeOrder is not null && Repeats > 1, $"Folds in the order of time are the same in every division, so they cannot be repeated."),
            (TimeOrder is not null && options.Group is not null, $"Folds are either in the order of time or of groups, not both."),
            (TimeOrder is not null && options.Targets.Contains(TimeOrder, StringComparer.Ordinal), $"The column '{TimeOrder}' is a target, so it cannot order the rows, too."),
            (options.TestTable is not null || options.TestFraction > 0, $"The test rows are those of the folds, so no others can be chosen."),
            (options.SplitColumn is not null, $"The rows are divided in folds, so no column can divide them."),
            (options.WarmStart is not null, $"Each fold trains new networks, so there is no model to start from: it may have learned from the test rows."),
            (options.Checkpoints is not null || options.Resume is not null, $"A cross-validation writes no checkpoints and is not resumed."),
        ];
        return [.. rules.Where(rule => rule.Wrong).Select(rule => FormattableString.Invariant(rule.Sentence)), .. options.Violations()];
    }
}
