using System.Globalization;
using System.IO.Compression;
using Backprop.Tabular.Tables;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Backprop.Studio.Data;

/// <summary>Receives an uploaded file, within limits. Its name appears in messages and is never used as a path.</summary>
internal static class UploadReader
{
    /// <summary>The maximum number of bytes of a file.</summary>
    public const long MaxBytes = 64L << 20;

    /// <summary>The maximum number of bytes that a compressed file may unpack to: a few kilobytes can unpack to more than any memory.</summary>
    public const long MaxUnpacked = 256L << 20;

    private const int Chunk = 64 << 10, LongestName = 80;

    /// <summary>The name as it is shown.</summary>
    public static string NameOf(IBrowserFile file)
    {
        string name = new([.. file.Name.Where(c => !char.IsControl(c)).Take(LongestName)]);
        return name.Length > 0 ? name : "the file";
    }

    /// <summary>Receives a file whole.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Receives the share that has arrived.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="DataException">The file is too large or incomplete; the message says what to do.</exception>
    public static async Task<byte[]> Read(IBrowserFile file, Func<double, Task> progress, CancellationToken cancellation)
    {
        string name = NameOf(file);
        if (file.Size > MaxBytes)
            throw TooLarge(name, file.Size, MaxBytes, "");
        byte[] content = new byte[file.Size];
        try
        {
            await using Stream stream = file.OpenReadStream(MaxBytes, cancellation);
            for (int at = 0; at < content.Length;)
            {
                int read = await stream.ReadAsync(content.AsMemory(at, Math.Min(Chunk, content.Length - at)), cancellation);
                if (read == 0)
                    throw new EndOfStreamException("It ended too soon.");
                at += read;
                await progress((double)at / content.Length);
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or InvalidOperationException or JSException or JSDisconnectedException)
        {
            throw new DataException($"{name} could not be received: {exception.Message} Choose it again.", exception);
        }
        await Task.Run(() => RequireBounded(content, name), cancellation);
        return content;
    }

    private static void RequireBounded(byte[] content, string name)
    {
        if (content is not [0x1F, 0x8B, ..])
            return;
        using var unpacked = new GZipStream(new MemoryStream(content, writable: false), CompressionMode.Decompress);
        byte[] block = new byte[Chunk];
        long length = 0;
        try
        {
            for (int read; (read = unpacked.Read(block)) > 0;)
            {
                if ((length += read) > MaxUnpacked)
                    throw TooLarge(name, length, MaxUnpacked, "unpacked ");
            }
        }
        catch (InvalidDataException)
        {
            // The table's reader reports where it is damaged.
        }
    }

    private static DataException TooLarge(string name, long bytes, long most, string unpacked) => new(string.Create(CultureInfo.InvariantCulture,
        $"{name} has {(unpacked.Length > 0 ? "more than " : "")}{bytes / 1048576.0:N0} MB {unpacked}, but at most {most >> 20} MB are accepted from the browser. Name it on the command line instead: backprop studio FILE."));
}
