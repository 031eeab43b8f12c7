using Backprop.Networks;
using Backprop.Tabular.Encoders;

namespace Backprop.Tabular.Models;

/// <summary>How large a training is, apart from its rows: what the default number of epochs is limited by, so that it never depends on a clock.</summary>
/// <param name="Parameters">Parameters of the network.</param>
/// <param name="Members">How many such networks are trained.</param>
/// <param name="Numbers">Numbers of a row of the data; a column of labels counts as eight at most, however many inputs it becomes.</param>
internal readonly record struct TrainingSize(long Parameters, int Numbers, int Members = 1)
{
    private const int NumbersOfLabels = 8, FewestEpochs = 10;

    /// <summary>Multiply-adds for any data, and for each number of them: some 20 billion a second are usual for one core.</summary>
    private const double Budget = 2e12, BudgetOfNumber = 6e6;

    /// <summary>Multiply-adds for each parameter: in a row, forward and two products backward; and in an update, which waits for memory.</summary>
    private const double WorkOfRow = 3, WorkOfUpdate = 64;

    /// <summary>The size of a network and of the rows that its inputs are made of; those of a bare network are numbers.</summary>
    internal static TrainingSize Of(Network network, InputEncoder? inputs, int members = 1) => new(
        network.ParameterCount,
        inputs?.Columns.Sum(column => column is CategoryEncoder ? Math.Min(NumbersOfLabels, column.Inputs) : column.Inputs) ?? network.Inputs,
        members);

    /// <summary>How many epochs the budget allows, at least 10.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="steps">Steps of an epoch.</param>
    internal int AffordableEpochs(int rows, int steps)
    {
        double epoch = Parameters * (WorkOfRow * rows + WorkOfUpdate * steps), budget = Budget + BudgetOfNumber * rows * Numbers;
        return (int)Math.Clamp(budget / epoch, FewestEpochs, int.MaxValue);
    }
}
