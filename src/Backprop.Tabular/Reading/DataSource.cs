using System.Data.Common;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>What was read from a file, a folder, a stream or a database: a table, and everything that was detected about it.</summary>
/// <param name="Table">The table; the training rows where there is a <paramref name="Test"/> part.</param>
/// <param name="Test">The test rows, where the source says which these are (the t10k pair in a folder of IDX images); else null.</param>
/// <param name="Report">What was detected.</param>
public sealed record DataSource(Table Table, Table? Test, ReadReport Report)
{
    /// <summary>Reads a file or a folder; its kind is detected from its content.</summary>
    /// <param name="path">A CSV or TSV file, plain or compressed with gzip, or a file or folder of IDX images.</param>
    /// <param name="options">What is known beforehand; by default everything is detected.</param>
    /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
    public static DataSource Open(string path, ReadOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? IdxTable.ReadFolder(path) : Open(ByteSource.OfFile(path), options ?? ReadOptions.Default);
    }

    /// <summary>Reads a stream to its end, holding its bytes in memory; its kind is detected from its content.</summary>
    /// <param name="stream">Such as standard input. Not closed.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="options">What is known beforehand; by default everything is detected.</param>
    /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
    public static DataSource Open(Stream stream, string name, ReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Open(ByteSource.OfStream(stream, name), options ?? ReadOptions.Default);
    }

    /// <summary>Reads the rows of a database reader to their end.</summary>
    /// <param name="reader">Before its first row. Not closed.</param>
    /// <param name="options">Missing values and columns; what else text files need has no meaning here.</param>
    /// <param name="name">The name in messages.</param>
    /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
    public static DataSource Open(DbDataReader reader, ReadOptions? options = null, string name = "the query")
    {
        ArgumentNullException.ThrowIfNull(reader);
        return DbTable.Read(reader, options ?? ReadOptions.Default, name);
    }

    private static DataSource Open(ByteSource source, ReadOptions options)
    {
        byte[] head = source.Head(ContentKind.HeadLength);
        if (ContentKind.IsIdx(head))
            return IdxTable.ReadFile(source, head);
        ContentKind.Require(source.Name, head, options.Encoding);
        return TextTable.Read(source, options);
    }
}
