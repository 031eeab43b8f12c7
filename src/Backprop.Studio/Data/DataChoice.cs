namespace Backprop.Studio.Data;

/// <summary>Data that can be chosen, and their initial settings.</summary>
/// <param name="Key">The name in the state.</param>
/// <param name="Title">The name on the page.</param>
/// <param name="Hint">A sentence about it.</param>
/// <param name="Hidden">Units of each hidden layer.</param>
/// <param name="Activation">The function of the hidden units.</param>
/// <param name="Optimizer">The optimizer's name.</param>
/// <param name="LearningRate">η.</param>
/// <param name="BatchSize">Rows of a batch.</param>
public sealed record DataChoice(
    string Key, string Title, string Hint, IReadOnlyList<int> Hidden, string Activation, string Optimizer, double LearningRate, int BatchSize)
{
    /// <summary>The column of a table to predict; null for the last that can be predicted.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it is a table, whose columns can be chosen.</summary>
    public bool IsTable { get; init; }
}
