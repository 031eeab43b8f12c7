using System.Data.Common;
using Backprop.Tabular.Cells;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Reads a table from any database: numbers, dates and booleans as their types say, texts by the rules for text files.</summary>
internal static class DbTable
{
    public static DataSource Read(DbDataReader reader, ReadOptions options, string name)
    {
        var missing = options.MissingText();
        var columns = Columns(reader, options, name);
        int rows = 0;
        for (; reader.Read(); rows++)
        {
            foreach (var column in columns)
            {
                if (column.Plan.Said != ColumnType.Ignore)
                    column.Add(reader.IsDBNull(column.Plan.Index) ? null : reader.GetValue(column.Plan.Index));
            }
        }
        if (rows == 0)
            throw new DataException($"{name}: no rows. Rows to learn from are expected.");
        var built = columns.Select(column => column.Plan.Said == ColumnType.Ignore ? default : column.Build(name, missing, options)).ToArray();
        ColumnReport[] reports =
        [
            .. columns.Select((column, i) => new ColumnReport(column.Plan.Name, built[i].Column,
                column.Plan.Said == ColumnType.Ignore ? "as said" : built[i].Column is null ? "no values" : null, built[i].Form)),
        ];
        var format = new DataFormat { Missing = missing.Marks, Columns = ColumnReport.Formats(reports) };
        var table = new Table(built.Select(pair => pair.Column).OfType<Column>().ToArray()) { Format = format };
        if (table.Columns.Count == 0)
            throw new DataException($"{name}: no column holds a value. Rows with values are expected.");
        var report = new ReadReport { Source = name, Format = "database", Rows = table.Rows, Columns = reports, Notes = [.. built.Select(column => column.Note).OfType<string>()] };
        return new DataSource(table, Test: null, report);
    }

    private static List<DbColumnValues> Columns(DbDataReader reader, ReadOptions options, string name)
    {
        var columns = new List<DbColumnValues>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string given = reader.GetName(i).Trim();
            string column = given.Length > 0 ? given : $"column {i + 1}";
            if (!seen.Add(column))
                throw new DataException($"{name}: two columns are named '{column}'. Give each a name of its own (AS …).");
            columns.Add(new DbColumnValues(ColumnPlan.Of(i, column, given.Length > 0, options)));
        }
        foreach (string wanted in options.Columns.Keys)
        {
            if (!seen.Contains(wanted))
                throw Problems.NoColumn(name, wanted, columns.Select(column => column.Plan.Name));
        }
        return columns;
    }
}
