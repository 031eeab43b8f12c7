using System.Buffers;
using System.Globalization;
using System.Text;

namespace Backprop.Cli.Shell;

/// <summary>
/// Text for people in which names, labels and messages from files cannot control the terminal: control characters and bidirectional control
/// characters are written as <c>\u001b</c>. All text of this program goes through it.
/// </summary>
internal sealed class VisibleWriter(TextWriter inner) : TextWriter
{
    private static readonly SearchValues<char> Steering = SearchValues.Create(
    [
        .. Range('\0', '\x08'), .. Range('\v', '\x1F'), .. Range('\x7F', '\x9F'),
        '\u061C', '\u200E', '\u200F', .. Range('\u2028', '\u202E'), .. Range('\u2066', '\u2069'), '\uFEFF',
    ]);

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.IndexOfAny(Steering) is >= 0 and var place)
        {
            inner.Write(buffer[..place]);
            inner.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)buffer[place]:x4}"));
            buffer = buffer[(place + 1)..];
        }
        inner.Write(buffer);
    }

    // The line end is the writer's own; on Windows it begins with a control character.
    public override void WriteLine() => inner.WriteLine();

    public override void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    public override void Flush() => inner.Flush();

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
