using Backprop.Tabular.Tables;

namespace Backprop.Cli.Output;

/// <summary>A row to be explained.</summary>
/// <param name="X">D inputs as the network takes them.</param>
/// <param name="T">K targets; null where none is asked for.</param>
/// <param name="Row">The row as a table; null for a bare network's typed numbers.</param>
/// <param name="All">The data it is a row of, and their name; null where it was typed.</param>
internal sealed record ExplainedRow(double[] X, double[]? T, Table? Row, (Table Table, string Name)? All);
