using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Microsoft.Data.Sqlite;

namespace Backprop.Tabular.Tests.Reading;

public sealed class DbReaderTests
{
    [Fact]
    public void A_query_is_a_table()
    {
        Assert.Equal("id:Number mass:Number kind:Category alive:Boolean born:Date | 1 39.1 Adelie yes 2007-11-11 | 2 - Gentoo no 2007-11-12 | 3 40.3 - yes -",
            Query("SELECT * FROM (VALUES (1, 39.1, 'Adelie', 'yes', '2007-11-11'), (2, NULL, 'Gentoo', 'no', '2007-11-12'), (3, 40.3, NULL, 'yes', NULL))", "id, mass, kind, alive, born").Shown());
    }

    [Fact]
    public void A_column_of_numbers_and_texts_is_read_as_texts_are()
    {
        Assert.Equal("x:Number | 1 | 2.5 | -", Query("VALUES (1), ('2.5'), ('NA')", "x").Shown());
        Assert.Equal("x:Category | 1 | 2.5 | old", Query("VALUES (1), (2.5), ('old')", "x").Shown());
    }

    [Fact]
    public void What_columns_hold_can_be_said()
    {
        var options = new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Category, ["day"] = ColumnType.Date, ["id"] = ColumnType.Ignore }, Missing = ["0"] };
        Assert.Equal("zip:Category day:Date | 89073 2011-01-26 | - 2011-01-27", Query("VALUES (1, 89073, 20110126), (2, 0, 20110127)", "id, zip, day", options).Shown());
    }

    [Fact]
    public void Types_of_the_framework_are_understood()
    {
        using var data = new System.Data.DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        data.Columns.Add("f", typeof(float));
        data.Columns.Add("m", typeof(decimal));
        data.Columns.Add("b", typeof(bool));
        data.Columns.Add("t", typeof(DateTime));
        data.Columns.Add("o", typeof(DateTimeOffset));
        data.Columns.Add("u", typeof(ulong));
        data.Columns.Add("g", typeof(string));
        data.Rows.Add(0.1f, 0.1m, true, new DateTime(2020, 1, 2, 12, 0, 0, DateTimeKind.Unspecified), new DateTimeOffset(2020, 1, 2, 1, 0, 0, TimeSpan.FromHours(2)), 18446744073709551615UL, "NA");
        data.Rows.Add(DBNull.Value, DBNull.Value, false, DBNull.Value, DBNull.Value, 0UL, "x");
        using var reader = data.CreateDataReader();
        Assert.Equal("f:Number m:Number b:Boolean t:Date o:Date u:Category g:Category | 0.1 0.1 true 2020-01-02T12:00:00 2020-01-01T23:00:00 18446744073709551615 - | - - false - - 0 x",
            Table.Read(reader).Shown());
    }

    [Fact]
    public void Two_columns_of_one_name_get_two() => Assert.Equal("x:Number x.2:Number | 1 2", Query("VALUES (1, 2)", "x, x").Shown());

    [Fact]
    public void Wrong_queries_are_refused()
    {
        Assert.Contains("no rows", Failure("SELECT 1 WHERE 0", "x"), StringComparison.Ordinal);
        Assert.Contains("columns 1 and 2 are all named 'x'",
            Failure("VALUES (1, 2)", "x, x", new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } }), StringComparison.Ordinal);
        Assert.Contains("'x' contains binary values", Failure("VALUES (x'00')", "x"), StringComparison.Ordinal);
        Assert.Contains("row 2, column 'x'", Failure("VALUES (1), (1e300)", "x"), StringComparison.Ordinal);
        Assert.Contains("no column 'y'", Failure("VALUES (1)", "x", new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["y"] = ColumnType.Number } }), StringComparison.Ordinal);
        Assert.Contains("row 1, column 'x': 'old' found, a number expected",
            Failure("VALUES ('old')", "x", new ReadOptions { Columns = new Dictionary<string, ColumnType> { ["x"] = ColumnType.Number } }), StringComparison.Ordinal);
    }

    private static string Failure(string sql, string names, ReadOptions? options = null) => Assert.Throws<DataException>(() => Query(sql, names, options)).Message;

    private static Table Query(string sql, string names, ReadOptions? options = null)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        string[] columns = names.Split(", ");
        string list = string.Join(", ", columns.Select((_, i) => $"c{i}"));
        command.CommandText = $"WITH q({list}) AS ({sql}) SELECT {string.Join(", ", columns.Select((name, i) => $"c{i} AS {name}"))} FROM q";
        using var reader = command.ExecuteReader();
        return Table.Read(reader, options);
    }
}
