namespace Backprop.Files;

/// <summary>
/// A file of named tensors and text in the safetensors format: an 8-byte little-endian header length, a JSON header, then the values of
/// the tensors. It holds no code, and other tools can read it.
/// </summary>
/// <remarks>
/// This class writes and reads floats (F32) only. Files it writes carry their own SHA-256 as <c>sha256</c> in the metadata: the hash of
/// the whole file, with the 64 digits of the hash itself read as zeros. So no single bit of a file can change unnoticed. The same content
/// always gives the same bytes.
/// </remarks>
internal sealed class SafetensorsFile
{
    /// <summary>
    /// The longest header that is read or written, 64 MiB. (The format's own limit is 100 MB; what a header makes of memory is about ten
    /// times its length.)
    /// </summary>
    public const int MaxHeaderBytes = 64 << 20;

    private readonly SortedDictionary<string, string> metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> byName = new(StringComparer.Ordinal);
    private readonly Tensor[] tensors;

    /// <summary>A file's content, in memory.</summary>
    /// <param name="metadata">Text by name; names are not empty, have no control characters, and are not <c>sha256</c>, which belongs to
    /// the file.</param>
    /// <param name="tensors">The tensors in the order of their values in the file, no two of one name.</param>
    /// <exception cref="ArgumentException">A name or text outside these rules, or with an unpaired surrogate.</exception>
    public SafetensorsFile(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(tensors);
        foreach ((string name, string text) in metadata)
        {
            string? problem = name == HeaderNames.Hash ? "the file format reserves it" : HeaderNames.WhyBad(name);
            if (problem is not null)
                throw new ArgumentException($"Metadata cannot be named {Shown.Text(name)}: {problem}.", nameof(metadata));
            if (!HeaderNames.IsWellFormed(text))
                throw new ArgumentException($"The metadata {Shown.Text(name)} has an unpaired surrogate.", nameof(metadata));
            if (!this.metadata.TryAdd(name, text))
                throw new ArgumentException($"There are two metadata entries named {Shown.Text(name)}.", nameof(metadata));
        }
        this.tensors = [.. tensors];
        foreach (Tensor tensor in this.tensors)
        {
            if (!byName.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"There are two tensors named {Shown.Text(tensor.Name)}.", nameof(tensors));
        }
    }

    /// <summary>Text by name, in ordinal order of the names, without the hash.</summary>
    public IReadOnlyDictionary<string, string> Metadata => metadata;

    /// <summary>The tensors, in the order of their values in the file.</summary>
    public IReadOnlyList<Tensor> Tensors => tensors;

    /// <summary>The SHA-256 that the file carried and that was found right; null for content made in memory, or read without one.</summary>
    public string? Sha256 { get; internal init; }

    /// <summary>The tensor of a name; null where there is none.</summary>
    public Tensor? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// Reads and checks a file. Memory is bounded by the file's true length, whatever it claims: the values once, and the header about
    /// ten times.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="requireHash">Whether a file without a hash is refused (default). A hash that is there is always checked.</param>
    /// <exception cref="ModelFileException">The file violates the format or does not match its hash; the message says where.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file.</exception>
    public static SafetensorsFile Read(string path, bool requireHash = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new ModelFileException($"'{path}' is a folder, not a model file.");
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        return SafetensorsReader.Read(stream, path, requireHash);
    }

    /// <summary>Reads and checks what stands in a stream from its position to its end.</summary>
    /// <param name="stream">The stream. One without a length is read into memory first.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="requireHash">Whether content without a hash is refused (default). A hash that is there is always checked.</param>
    /// <exception cref="ModelFileException">The content violates the format or does not match its hash.</exception>
    public static SafetensorsFile Read(Stream stream, string name, bool requireHash = true)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek)
            return SafetensorsReader.Read(stream, name, requireHash);
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        whole.Position = 0;
        return SafetensorsReader.Read(whole, name, requireHash);
    }

    /// <summary>Replaces a file by this content, as a whole or not at all (<see cref="AtomicFile"/>).</summary>
    /// <exception cref="IOException">The file cannot be written; the message says why, and the file is unchanged.</exception>
    /// <exception cref="InvalidOperationException">The header would be longer than <see cref="MaxHeaderBytes"/>.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes this content to a stream, forward only.</summary>
    /// <exception cref="InvalidOperationException">The header would be longer than <see cref="MaxHeaderBytes"/>.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        SafetensorsWriter.Write(stream, metadata, tensors);
    }
}
