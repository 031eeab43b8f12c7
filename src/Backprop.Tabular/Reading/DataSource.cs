using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>What was read from a file, a folder, a stream or a database: a table, and all that was found out about it.</summary>
/// <param name="Table">The table; the training rows where there is a <paramref name="Test"/> part.</param>
/// <param name="Test">The test rows, where the source says which these are (the t10k pair in a folder of IDX images); else null.</param>
/// <param name="Report">What was found out.</param>
public sealed record DataSource(Table Table, Table? Test, ReadReport Report)
{
    /// <summary>Reads a file or a folder; its kind is told by its content.</summary>
    /// <param name="path">A CSV or TSV file, plain or packed by gzip, or a file or folder of IDX images.</param>
    /// <param name="options">What is known beforehand; by default everything is found out.</param>
    /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
    public static DataSource Open(string path, ReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Open(ByteSource.OfFile(path), options ?? ReadOptions.Default);
    }

    /// <summary>Reads a stream to its end, holding its bytes in memory; its kind is told by its content.</summary>
    /// <param name="stream">Such as standard input. Not closed.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">What is known beforehand; by default everything is found out.</param>
    /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
    public static DataSource Open(Stream stream, string name, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Open(ByteSource.OfStream(stream, name), options ?? ReadOptions.Default);
    }

    private static DataSource Open(ByteSource source, ReadOptions options) => TextTable.Read(source, options);
}
