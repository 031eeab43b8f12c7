using System.IO.Compression;
using System.Text;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Tests.Reading;

/// <summary>Short ways from text to what is read from it.</summary>
internal static class Texts
{
    public static DataSource Open(string text, ReadOptions? options = null) => Open(Encoding.UTF8.GetBytes(text), options);

    public static DataSource Open(byte[] bytes, ReadOptions? options = null) => DataSource.Open(new MemoryStream(bytes), "data.csv", options);

    public static Table Read(string text, ReadOptions? options = null) => Open(text, options).Table;

    /// <summary>What the reader says of a wrong text.</summary>
    public static string Refusal(string text, ReadOptions? options = null) => Assert.Throws<DataException>(() => Open(text, options)).Message;

    public static string Refusal(byte[] bytes, ReadOptions? options = null) => Assert.Throws<DataException>(() => Open(bytes, options)).Message;

    /// <summary>The cells of a column as text, missing ones empty.</summary>
    public static string[] Cells(this Table table, int column) => Enumerable.Range(0, table.Rows).Select(table.Columns[column].Text).ToArray();

    /// <summary>The table as one line: names and kinds, then rows.</summary>
    public static string Shown(this Table table) =>
        string.Join(' ', table.Columns.Select(column => $"{column.Name}:{column.Kind}")) + " | "
        + string.Join(" | ", Enumerable.Range(0, table.Rows).Select(row => string.Join(' ', table.Columns.Select(column => column.IsMissing(row) ? "-" : column.Text(row)))));

    public static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return memory.ToArray();
    }
}
