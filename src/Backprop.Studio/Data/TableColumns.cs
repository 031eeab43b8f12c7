using Backprop.Tabular.Tables;

namespace Backprop.Studio.Data;

/// <summary>The columns of a table to choose from.</summary>
/// <param name="All">Their names.</param>
/// <param name="Targets">Of those that can be predicted.</param>
/// <param name="DefaultTarget">The one that is predicted where none is chosen: the last whose labels are few enough to be learned; null where there is none.</param>
public sealed record TableColumns(IReadOnlyList<string> All, IReadOnlyList<string> Targets, string? DefaultTarget)
{
    internal static TableColumns Of(Table table)
    {
        Column[] targets = [.. table.Columns.Where(column => column is CategoryColumn or NumberColumn)];
        Column? usual = targets.LastOrDefault(column => column is NumberColumn or CategoryColumn { Labels.Count: <= TableData.MaxClasses }) ?? targets.LastOrDefault();
        return new([.. table.Columns.Select(column => column.Name)], [.. targets.Select(column => column.Name)], usual?.Name);
    }
}
