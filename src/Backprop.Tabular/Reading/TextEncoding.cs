using System.Text;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>An encoding by which text is read strictly: bytes that do not fit are an error, never a replacement character.</summary>
internal sealed record TextEncoding(string Name, Encoding Encoding)
{
    public static TextEncoding Utf8 { get; } = new("utf-8", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true));

    /// <summary>Latin-1 with a few characters more in place of control characters; any byte is valid.</summary>
    public static TextEncoding Windows1252 { get; } = new("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    /// <summary>The encoding a byte order mark at the start says, else UTF-8.</summary>
    public static TextEncoding OfMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xFE, ..] => new("utf-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)),
        [0xFE, 0xFF, ..] => new("utf-16BE", new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)),
        _ => Utf8,
    };

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
            throw new DataException($"There is no encoding '{name}'. Usual ones: utf-8, latin-1, windows-1252, utf-16.", e);
        }
    }

    /// <summary>Reads bytes as text, without a byte order mark.</summary>
    public StreamReader Open(Stream bytes) => new(bytes, Encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
}
