using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>Bytes that can be read from the start more than once: a file, or the content of a stream held in memory. Gzip is decompressed.</summary>
internal sealed class ByteSource
{
    private readonly byte[]? content;

    private ByteSource(string name, byte[]? content)
    {
        Name = name;
        this.content = content;
        using var stream = OpenPacked();
        PackedLength = stream.Length;
        Span<byte> magic = stackalloc byte[2];
        Compressed = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
    }

    /// <summary>The path, or the caller's name for the stream.</summary>
    public string Name { get; }

    /// <summary>Whether the bytes are compressed with gzip.</summary>
    public bool Compressed { get; }

    /// <summary>The number of stored bytes, compressed or not.</summary>
    public long PackedLength { get; }

    /// <exception cref="DataException">There is no such file, or it cannot be read.</exception>
    public static ByteSource OfFile(string path)
    {
        try
        {
            using (var file = File.OpenRead(path))
            {
                // A pipe, such as /dev/stdin, can be read only once.
                if (!file.CanSeek)
                    return OfStream(file, path);
            }
            return new ByteSource(path, content: null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file.{Suggestion(path)}", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new DataException($"{path}: cannot be read. {e.Message}", e);
        }
    }

    /// <exception cref="DataException">The stream is too long to be held in memory.</exception>
    public static ByteSource OfStream(Stream stream, string name)
    {
        using var memory = new MemoryStream();
        try
        {
            stream.CopyTo(memory);
        }
        catch (Exception e) when (e is IOException or OutOfMemoryException or ArgumentException)
        {
            throw new DataException($"{name}: cannot be read, or is longer than the maximum of a stream, 2 GB. Save it as a file and name that. {e.Message}", e);
        }
        return new ByteSource(name, memory.ToArray());
    }

    /// <summary>The unpacked bytes from the start.</summary>
    public Stream Open() => Compressed ? new GzipContent(OpenPacked(), Name) : OpenPacked();

    /// <summary>The first bytes, decompressed: the given number, or all where there are fewer.</summary>
    public byte[] Head(int count)
    {
        using var stream = Open();
        byte[] head = new byte[count];
        int read = stream.ReadAtLeast(head, count, throwOnEndOfStream: false);
        return head[..read];
    }

    private Stream OpenPacked() =>
        content is null ? new FileStream(Name, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan) : new MemoryStream(content, writable: false);

    private static string Suggestion(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            return $" There is no folder '{folder}' either.";
        return Nearest.Suggest(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Take(1000).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }
}
