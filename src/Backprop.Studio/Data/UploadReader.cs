using System.Globalization;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;
using Microsoft.AspNetCore.Components.Forms;

namespace Backprop.Studio.Data;

/// <summary>Reads a file that a user gave. Its name stands in messages and is never used as a path.</summary>
internal static class UploadReader
{
    /// <summary>Bytes of a file, at most.</summary>
    public const long MostBytes = 64L << 20;

    private const int Chunk = 256 << 10, LongestName = 80;

    /// <summary>The name as it is shown.</summary>
    public static string NameOf(IBrowserFile file)
    {
        string name = new([.. file.Name.Where(c => !char.IsControl(c)).Take(LongestName)]);
        return name.Length > 0 ? name : "the file";
    }

    /// <summary>Reads a table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told the share that has come.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DataException">The file is too large, broke off, or is no table; the message says what to do.</exception>
    public static async Task<Table> Read(IBrowserFile file, Action<double> progress, CancellationToken cancellation)
    {
        string name = NameOf(file);
        if (file.Size > MostBytes)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"{name} has {file.Size / 1048576.0:N0} MB; at most {MostBytes >> 20} MB can be opened here. Start the studio with its path instead: backprop studio FILE."));
        using var content = new MemoryStream((int)file.Size);
        try
        {
            await using Stream stream = file.OpenReadStream(MostBytes, cancellation);
            var buffer = new byte[Chunk];
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
            {
                content.Write(buffer, 0, read);
                progress(content.Length / Math.Max(1.0, file.Size));
            }
        }
        catch (Exception exception) when (exception is IOException or TimeoutException or Microsoft.JSInterop.JSException)
        {
            throw new DataException($"{name} could not be read to its end: {exception.Message} Choose it again.", exception);
        }
        content.Position = 0;
        return await Task.Run(() => DataSource.Open(content, name).Table, cancellation);
    }
}
