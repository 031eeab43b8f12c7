using System.Data.Common;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Reading of tables: <c>Table.Read("penguins.csv")</c>.</summary>
public static class TableReading
{
    extension(Table)
    {
        /// <summary>Reads the table of a file or folder; <see cref="DataSource.Open(string, ReadOptions?)"/> also returns what was detected.</summary>
        /// <param name="path">A CSV or TSV file, plain or compressed with gzip, or a file or folder of IDX images (of a folder, the training rows).</param>
        /// <param name="options">What is known beforehand; by default everything is detected.</param>
        /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
        public static Table Read(string path, ReadOptions? options = null) => DataSource.Open(path, options).Table;

        /// <summary>Reads the table of a stream, to its end.</summary>
        /// <param name="stream">Such as standard input. Not closed.</param>
        /// <param name="name">The name in messages.</param>
        /// <param name="options">What is known beforehand; by default everything is detected.</param>
        /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
        public static Table Read(Stream stream, string name, ReadOptions? options = null) => DataSource.Open(stream, name, options).Table;

        /// <summary>Reads the rows of any database reader, to their end.</summary>
        /// <param name="reader">Before its first row. Not closed.</param>
        /// <param name="options">Missing values and columns; what else text files need has no meaning here.</param>
        /// <exception cref="DataException">The data are wrong; the message says where and what to do.</exception>
        public static Table Read(DbDataReader reader, ReadOptions? options = null) => DataSource.Open(reader, options).Table;
    }
}
