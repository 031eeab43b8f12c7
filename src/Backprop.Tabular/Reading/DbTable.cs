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
        var notes = new List<string>();
        var columns = Columns(reader, options, name, notes);
        int rows = 0;
        for (; reader.Read(); rows++)
        {
            foreach (var column in columns)
            {
                if (column.Plan.Declared != ColumnType.Ignore)
                    column.Add(reader.IsDBNull(column.Plan.Index) ? null : reader.GetValue(column.Plan.Index));
            }
        }
        if (rows == 0)
            throw new DataException($"{name}: there are no rows. Training rows were expected.");
        var built = columns.Select(column => column.Plan.Declared == ColumnType.Ignore ? default : column.Build(name, missing, options)).ToArray();
        ColumnReport[] reports =
        [
            .. columns.Select((column, i) => new ColumnReport(column.Plan.Name, built[i].Column,
                column.Plan.Declared == ColumnType.Ignore ? "as requested" : built[i].Column is null ? "no values" : null, built[i].Form)),
        ];
        var format = new DataFormat { Missing = missing.Marks, Columns = ColumnReport.Formats(reports) };
        var table = new Table(built.Select(pair => pair.Column).OfType<Column>().ToArray()) { Format = format };
        if (table.Columns.Count == 0)
            throw new DataException($"{name}: no column has a value. Rows with values were expected.");
        var report = new ReadReport { Source = name, Format = "database", Rows = table.Rows, Columns = reports, Notes = [.. notes, .. built.Select(column => column.Note).OfType<string>()] };
        return new DataSource(table, Test: null, report);
    }

    private static List<DbColumnValues> Columns(DbDataReader reader, ReadOptions options, string name, List<string> notes)
    {
        string[] given = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetName(i).Trim())];
        string[] names = ColumnNames.Unique(given, options.Columns.Keys.Concat(options.Format is null ? options.Targets : []), name, notes);
        foreach (string wanted in options.Columns.Keys)
        {
            if (!names.Contains(wanted, StringComparer.Ordinal))
                throw Problems.NoColumn(name, wanted, names);
        }
        return [.. names.Select((column, i) => new DbColumnValues(ColumnPlan.Of(i, column, given[i].Length > 0, options)))];
    }
}
