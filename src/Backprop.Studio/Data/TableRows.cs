using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Studio.Data;

/// <summary>The table that a data set was made of: what a model of it needs beside its weights.</summary>
/// <param name="Source">The table as it was read.</param>
/// <param name="Options">Target, columns and split; no settings of the network.</param>
/// <param name="TestRows">Rows that are kept to test the model with.</param>
public sealed record TableRows(DataSource Source, ModelOptions Options, int TestRows)
{
    /// <summary>Columns that are no inputs although nobody left them out, and why.</summary>
    internal IReadOnlyList<IgnoredColumn> Ignored { get; init; } = [];
}
