using System.Text;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>An encoding for strict reading: invalid bytes are an error, never a replacement character.</summary>
internal sealed record TextEncoding(string Name, Encoding Encoding)
{
    private const int SmallestBuffer = 1 << 12, LargestBuffer = 1 << 16;

    public static TextEncoding Utf8 { get; } = new("utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true));

    /// <summary>Latin-1 with additional characters in place of control characters; any byte is valid.</summary>
    public static TextEncoding Windows1252 { get; } = new("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    /// <summary>The encoding of a text.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <param name="declared">The name that the user gives; null for none.</param>
    /// <param name="earlier">The name for earlier data of the kind; null where it is not known.</param>
    public static TextEncoding Find(ReadOnlySpan<byte> head, string? declared, string? earlier)
    {
        var found = OfMark(head) ?? OfZeros(head);
        if (declared is not null)
        {
            var given = Of(declared);
            // A name without a byte order leaves it to the text.
            return found is not null && given.Name is "utf-16" or "utf-32" && found!.Name.StartsWith(given.Name, StringComparison.OrdinalIgnoreCase) ? found : given;
        }
        if (found is not null)
            return found;
        // Encodings of seven bits are valid UTF-8, whatever they hold.
        return earlier is not null && Of(earlier) is { Name: ['i', 's', 'o', '-', '2', '0', '2', '2', ..] or "utf-7" or "hz-gb-2312" } seven ? seven : Utf8;
    }

    /// <summary>What a text is read as that is not UTF-8: as earlier data of the kind, else as Windows-1252.</summary>
    public static TextEncoding Other(string? earlier) =>
        earlier is not null && Of(earlier) is var other && !other.Name.StartsWith("utf-", StringComparison.OrdinalIgnoreCase) && other.Name != "us-ascii" ? other : Windows1252;

    /// <summary>Whether a text begins with a byte order mark, or has the zero bytes, of characters of two or four bytes.</summary>
    public static bool IsWide(ReadOnlySpan<byte> head) => (OfMark(head) ?? OfZeros(head)) is { } found && found != Utf8;

    private static TextEncoding? OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Utf32(bigEndian: false),
        [0, 0, 0xFE, 0xFF, ..] => Utf32(bigEndian: true),
        [0xFF, 0xFE, ..] => Utf16(bigEndian: false),
        [0xFE, 0xFF, ..] => Utf16(bigEndian: true),
        [0xEF, 0xBB, 0xBF, ..] => Utf8,
        _ => null,
    };

    // Nearly all delimiters, digits and line ends have zeros in the same bytes of a character, and no character has all of them zero.
    private static TextEncoding? OfZeros(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head.IndexOf((byte)0) < 0)
            return null;
        Span<int> zeros = stackalloc int[4];
        int length = head.Length / 4 * 4;
        for (int i = 0; i < length; i++)
            zeros[i % 4] += head[i] == 0 ? 1 : 0;
        int quarter = length / 4;
        var found = (zeros[0] == quarter, zeros[3] == quarter) switch
        {
            (true, false) when zeros[1] > quarter / 2 && zeros[3] == 0 => Utf32(bigEndian: true),
            (false, true) when zeros[2] > quarter / 2 && zeros[0] == 0 => Utf32(bigEndian: false),
            _ when zeros[1] == 0 && zeros[3] == 0 && zeros[0] + zeros[2] > quarter / 4 => Utf16(bigEndian: true),
            _ when zeros[0] == 0 && zeros[2] == 0 && zeros[1] + zeros[3] > quarter / 4 => Utf16(bigEndian: false),
            _ => null,
        };
        return found is not null && IsText(found.Encoding, head[..length]) ? found : null;
    }

    private static bool IsText(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[encoding.GetMaxCharCount(bytes.Length)];
        try
        {
            // The last character may be cut.
            encoding.GetDecoder().Convert(bytes, text, flush: false, out _, out int count, out _);
            return !text.AsSpan(0, count).ContainsAnyInRange('\0', '\b');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static TextEncoding Utf16(bool bigEndian) => new(bigEndian ? "utf-16BE" : "utf-16", new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true));

    private static TextEncoding Utf32(bool bigEndian) => new(bigEndian ? "utf-32BE" : "utf-32", new UTF32Encoding(bigEndian, byteOrderMark: true, throwOnInvalidCharacters: true));

    /// <exception cref="DataException">No such encoding.</exception>
    public static TextEncoding Of(string name)
    {
        if (name.ToUpperInvariant() is "UTF-8" or "UTF8")
            return Utf8;
        string known = name.ToUpperInvariant() is "LATIN-1" ? "iso-8859-1" : name;
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(known, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return new(encoding.WebName, encoding);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new DataException($"There is no encoding '{name}'. Common ones: utf-8, latin-1, windows-1252, utf-16.", e);
        }
    }

    /// <summary>Reads bytes as text, without a byte order mark.</summary>
    public StreamReader Open(Stream bytes) =>
        new(bytes, Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: bytes.CanSeek ? (int)Math.Clamp(bytes.Length, SmallestBuffer, LargestBuffer) : LargestBuffer);
}
