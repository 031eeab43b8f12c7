using Backprop.Tabular.Tables;

namespace Backprop.Cli.Shell;

/// <summary>
/// The three streams of the process. Where the parent process has closed one of them, the runtime's own first file gets its number: reading
/// from it would wait forever, and writing would go to the wrong file.
/// </summary>
internal static class StandardStream
{
    public static Stream Input() => IsClosed(0) ? new Missing(() => new DataException("standard input is closed, so no data can be read from it. Name a file, or redirect data: … < data.csv")) : Console.OpenStandardInput();

    public static Stream Output() => IsClosed(1) ? new Missing(() => new IOException("standard output is closed, so nothing can be written there")) : Console.OpenStandardOutput();

    public static Stream Error() => IsClosed(2) ? Stream.Null : Console.OpenStandardError();

    // A file with "close on exec" cannot have come through exec, so it was not inherited. Only Linux lets us look.
    private static bool IsClosed(int number)
    {
        const int CloseOnExec = 0x80000;
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            string? flags = File.ReadLines($"/proc/self/fdinfo/{number}").FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return flags is not null && (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) != 0;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private sealed class Missing(Func<Exception> problem) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw problem();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw problem();
    }
}
