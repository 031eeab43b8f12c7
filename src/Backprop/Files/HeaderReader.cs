using System.Text;
using System.Text.Json;

namespace Backprop.Files;

/// <summary>
/// Reads the JSON header strictly: every key once (whatever its spelling), every value of the one allowed type. Anything
/// else is refused at its first byte, so nothing nests deeper than the format allows.
/// </summary>
internal ref partial struct HeaderReader
{
    private readonly ReadOnlySpan<byte> header;
    private readonly long valueBytes;
    private readonly string file;
    private readonly Dictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> tensors = [];
    private Utf8JsonReader json;
    private string? hash;
    private int hashStart;

    private HeaderReader(ReadOnlySpan<byte> header, long valueBytes, string file)
    {
        this.header = header;
        this.valueBytes = valueBytes;
        this.file = file;
        json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 8 });
    }

    /// <summary>Reads and checks a header.</summary>
    /// <param name="header">Its bytes, at least one.</param>
    /// <param name="valueBytes">How many bytes follow it in the file.</param>
    /// <param name="file">What messages call the file.</param>
    /// <exception cref="ModelFileException">The header breaks a rule.</exception>
    public static Header Read(ReadOnlySpan<byte> header, long valueBytes, string file) =>
        new HeaderReader(header, valueBytes, file).ReadHeader();

    private Header ReadHeader()
    {
        if (header[0] != '{')
            throw Bad(At(0), $"the header begins with {Shown.Bytes(header[..1])}, not with '{{'. Is it a safetensors file?");
        CheckText();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        Next();
        while (Next() != JsonTokenType.EndObject)
        {
            string key = Text();
            if (!keys.Add(key))
                throw Bad(At(json.TokenStartIndex), $"duplicate key {Shown.Text(key)} in the header.");
            if (key == HeaderNames.Metadata)
                ReadMetadata();
            else
                ReadTensor(key);
        }
        int end = (int)json.BytesConsumed;
        int padding = header[end..].IndexOfAnyExcept((byte)' ');
        if (padding >= 0)
            throw Bad(At(end + padding), $"{Shown.Bytes(header[(end + padding)..])} follows the header's object; only blanks are allowed.");
        return new Header(metadata, InOrder(), hash, hashStart);
    }

    private void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject, HeaderNames.Metadata, "an object of texts");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (Next() != JsonTokenType.EndObject)
        {
            string key = Text();
            string place = $"metadata {Shown.Text(key)}";
            if (!keys.Add(key))
                throw Bad(place, "duplicate key.");
            if (HeaderNames.WhyBad(key) is { } problem)
                throw Bad(place, $"this cannot be a key: {problem}.");
            Expect(JsonTokenType.String, place, "a text");
            if (key == HeaderNames.Hash)
                ReadHash(place);
            else
                metadata.Add(key, Text());
        }
    }

    private void ReadHash(string place)
    {
        ReadOnlySpan<byte> digits = json.ValueSpan;
        if (digits.Length != 64 || digits.ContainsAnyExcept("0123456789abcdef"u8))
            throw Bad(place, $"found {Found()}, expected 64 hexadecimal digits in lower case.");
        hash = Encoding.ASCII.GetString(digits);
        hashStart = (int)json.TokenStartIndex + 1;
    }

    /// <summary>The tensors in the order of their values, which must follow each other without gap or overlap to the end of the file.</summary>
    private readonly TensorEntry[] InOrder()
    {
        TensorEntry[] entries = [.. tensors.OrderBy(t => t.Begin).ThenBy(t => t.End)];
        long position = 0;
        string before = "";
        foreach (TensorEntry entry in entries)
        {
            if (entry.Begin != position)
                throw Bad(Place(entry.Name), $"its values begin at {entry.Begin}" + (entry.Begin < position
                    ? $" and overlap those of {Place(before)}, which end at {position}."
                    : $", which leaves a gap: the values before it end at {position}."));
            position = entry.End;
            before = entry.Name;
        }
        return position == valueBytes
            ? entries
            : throw Bad(At(header.Length + position), $"found {valueBytes - position} more bytes after the last tensor, expected the end.");
    }

    private readonly void CheckText()
    {
        for (int i = 0; i < header.Length;)
        {
            if (Rune.DecodeFromUtf8(header[i..], out _, out int length) != System.Buffers.OperationStatus.Done)
                throw Bad(At(i), $"the header is not UTF-8 (found byte {header[i]:x2}).");
            i += length;
        }
    }

    private readonly ModelFileException Bad(string place, string problem, Exception? inner = null) =>
        new($"'{file}', {place}: {problem}", inner);

    private static string Place(string tensor) => $"tensor {Shown.Text(tensor)}";

    /// <summary>A place of the header as a byte of the file.</summary>
    private static string At(long headerByte) => $"byte {sizeof(long) + headerByte}";
}
