namespace Backprop.Tabular.Metrics;

/// <summary>A metric: its name, and what it is. A new one is a file with a class, and an entry in the list of its metric set.</summary>
internal abstract class Metric(string name, string meaning, bool isMain)
{
    /// <summary>The name in output and files, such as <c>log_loss</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What it is: a sentence for people, without a point.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>Whether tables that show only the most important metrics show it.</summary>
    public bool IsMain { get; } = isMain;
}

/// <summary>A metric that is computed from rows of one kind.</summary>
/// <inheritdoc/>
internal abstract class Metric<TRows>(string name, string meaning, bool isMain = false) : Metric(name, meaning, isMain)
    where TRows : WeightedRows
{
    /// <summary>The metric of some rows; null where these rows do not define it. A value that overflows is infinite or NaN.</summary>
    public abstract Estimate? Of(TRows rows);
}

/// <summary>The value of a metric on a sample of rows.</summary>
/// <param name="Value">The value; infinite or NaN where the predictions or their squares are too large.</param>
/// <param name="StandardError">Its standard error (see <see cref="WeightedRows.Estimate"/>); null where the metric has none, and with fewer than two rows.</param>
internal readonly record struct Estimate(double Value, double? StandardError = null);
