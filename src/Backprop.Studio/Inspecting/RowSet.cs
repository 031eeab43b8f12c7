using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Inspecting;

/// <summary>Rows that can be inspected: a part of the data, or all of them.</summary>
/// <param name="Table">Their table.</param>
/// <param name="Part">Their part in the training; null for all rows of the table.</param>
/// <param name="Words">For example <c>test rows</c>.</param>
/// <param name="Count">How many there are.</param>
internal sealed record RowSet(Table Table, RowPart? Part, string Words, int Count)
{
    /// <summary>The sets to choose from, the fairest first: training never used test rows, and validation rows chose the epoch. A single one leaves no choice.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="parts">The part of each row; null where not known.</param>
    public static IReadOnlyList<RowSet> Of(Table table, IReadOnlyList<RowPart>? parts)
    {
        var all = new RowSet(table, null, "rows", table.Rows);
        if (parts is null)
            return [all];
        RowSet[] sets = [.. new[] { RowPart.Test, RowPart.Validation, RowPart.Training }
            .Select(part => new RowSet(table, part, Name(part) + " rows", parts.Count(row => row == part))).Where(set => set.Count > 0)];
        return sets is [var only] && only.Count == table.Rows ? sets : [.. sets, all];
    }

    /// <summary>The name of a part; empty for rows without a target.</summary>
    public static string Name(RowPart part) => part switch
    {
        RowPart.Test => "test",
        RowPart.Validation => "validation",
        RowPart.Training => "training",
        _ => "",
    };
}
