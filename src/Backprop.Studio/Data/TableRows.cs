using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;

namespace Backprop.Studio.Data;

/// <summary>The table that a data set was made from: what a model needs besides its weights.</summary>
/// <param name="Source">The table that was read.</param>
/// <param name="Options">Target, columns and split, without the network.</param>
/// <param name="TestRows">The rows held out for testing.</param>
/// <param name="Ignored">Columns that are not inputs although nobody excluded them, and why.</param>
public sealed record TableRows(DataSource Source, ModelOptions Options, int TestRows, IReadOnlyList<IgnoredColumn> Ignored);
