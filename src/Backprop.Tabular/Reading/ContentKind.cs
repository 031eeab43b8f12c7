using System.Text;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Detects the kind of data from their first bytes: tables in text, IDX, or something else, with advice what to do.</summary>
internal static class ContentKind
{
    /// <summary>The number of bytes that are inspected.</summary>
    public const int HeadLength = 1 << 16;

    private static readonly (byte[] Magic, string What, string Next)[] Known =
    [
        ("PAR1"u8.ToArray(), "a Parquet file", "Save it as CSV, for example with DataFrame.to_csv of pandas."),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel workbook or another Office document", "Save the sheet as CSV."),
        ("SQLite format 3\0"u8.ToArray(), "an SQLite database", "Export the table as CSV, or read it in C# with Table.Read(DbDataReader)."),
        ([0x93, .. "NUMPY"u8], "a NumPy array", "Save it as CSV, for example with numpy.savetxt."),
        ([0x89, .. "HDF"u8], "an HDF5 file", "Save the table as CSV."),
        ("ARROW1"u8.ToArray(), "an Arrow file", "Save it as CSV."),
        ("Obj\u0001"u8.ToArray(), "an Avro file", "Save it as CSV."),
        ("RDX3\n"u8.ToArray(), "data of R", "Save it as CSV with write.csv."),
        ("X\n\0\0"u8.ToArray(), "data of R", "Save it as CSV with write.csv."),
        ("<stata_dta>"u8.ToArray(), "a Stata file", "Save it as CSV."),
        ("$FL2"u8.ToArray(), "an SPSS file", "Save it as CSV."),
        ("MATLAB 5.0"u8.ToArray(), "a MATLAB file", "Save it as CSV, for example with writematrix."),
        ([0x80, 4, 0x95], "a Python pickle", "Save it as CSV, for example with DataFrame.to_csv."),
        ("{\\rtf"u8.ToArray(), "a document in rich text (RTF)", "Save its table as CSV."),
        ([0x89, .. "PNG"u8], "an image", "Images are read from IDX files."),
        ([0xFF, 0xD8, 0xFF], "an image", "Images are read from IDX files."),
        ("%PDF"u8.ToArray(), "a PDF document", "Save its table as CSV."),
        ("BZh"u8.ToArray(), "compressed with bzip2", "Unpack it first; only gzip is supported."),
        ([0xFD, .. "7zXZ"u8], "compressed with xz", "Unpack it first; only gzip is supported."),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed with zstd", "Unpack it first; only gzip is supported."),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", "Unpack it and name a file in it."),
        ("@relation"u8.ToArray(), "an ARFF file", "Save it as CSV."),
        ("<!doctype html"u8.ToArray(), "a web page", "Download the file itself."),
        ("<html"u8.ToArray(), "a web page", "Download the file itself."),
        ("<?xml"u8.ToArray(), "an XML document", "Save its table as CSV."),
        ("{\""u8.ToArray(), "JSON", "Save it as CSV."),
        ("[{"u8.ToArray(), "JSON", "Save it as CSV."),
    ];

    /// <summary>Whether the data begin as an IDX file does: two zero bytes, a type, and the number of dimensions.</summary>
    public static bool IsIdx(ReadOnlySpan<byte> head) => head is [0, 0, >= 8 and <= 14, >= 1 and <= 4, ..];

    /// <summary>Refuses what cannot be a table in text.</summary>
    /// <exception cref="DataException">The data are binary, or of a format that is not read.</exception>
    public static void Require(string name, ReadOnlySpan<byte> head, string? encoding)
    {
        int control = Control(head);
        foreach (var (magic, what, next) in Known)
        {
            // Words in small or large letters begin texts; a header may well begin with PAR1, though, and no binary file lacks control characters.
            bool found = magic[0] is (byte)'<' or (byte)'@' ? head.Length >= magic.Length && Ascii.EqualsIgnoreCase(head[..magic.Length], magic) : head.StartsWith(magic);
            if (found && (!char.IsAsciiLetter((char)magic[0]) || !head.Contains((byte)'\n') || control >= 0))
                throw Not(name, what, next);
        }
        if (head is [0x50, 0x4B, 3 or 5, 4 or 6, ..])
        {
            if (head.IndexOf("application/vnd.oasis.opendocument"u8) >= 0)
                throw Not(name, "an OpenDocument spreadsheet or another OpenDocument file", "Save the sheet as CSV.");
            throw head.IndexOf("[Content_Types].xml"u8) >= 0 || head.IndexOf("xl/"u8) >= 0
                ? Not(name, "an Excel workbook or another Office document", "Save the sheet as CSV.")
                : Not(name, "a zip archive", "Unpack it and name a file in it.");
        }
        if (head.Length > 262 && head[257..262].SequenceEqual("ustar"u8) && control >= 0)
            throw Not(name, "a tar archive", "Unpack it and name a file in it.");
        if (head.Length > 8 && head[8] == '{' && head[6] == 0 && head[7] == 0)
            throw Not(name, "a model (safetensors)", "Is it given in place of the data?");

        bool wide = TextEncoding.IsWide(head)
            || (encoding is { } declared && (declared.Contains("16", StringComparison.Ordinal) || declared.Contains("32", StringComparison.Ordinal)));
        if (!wide && control >= 0)
        {
            throw new DataException($"{name}: binary data found (a byte {head[control]} in line {head[..control].Count((byte)'\n') + 1}), a table in text (CSV) or IDX images expected. "
                + "If it is text with two bytes per character, give --encoding utf-16 or utf-16BE.");
        }
    }

    private static readonly System.Buffers.SearchValues<byte> Controls = System.Buffers.SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20]);

    // The index of the first byte that text cannot contain, or -1. A quoted field may contain any character except NUL.
    private static int Control(ReadOnlySpan<byte> head)
    {
        bool quoted = false;
        for (int at = 0; head[at..].IndexOfAny(Controls) is >= 0 and var next; at += next + 1)
        {
            quoted ^= head.Slice(at, next).Count((byte)Dialect.Quote) % 2 == 1;
            if (!quoted || head[at + next] == 0)
                return at + next;
        }
        return -1;
    }

    private static DataException Not(string name, string what, string next) =>
        new($"{name}: {what} found, a table in text (CSV) or IDX images expected. {next}");
}
