namespace Backprop.Tabular.Reading;

/// <summary>
/// Text with the blanks taken away that the fast reader would take for content: those between a delimiter and a quote, and, where blanks are
/// the delimiters, leading, trailing and repeated ones (each run becomes one tab). Lines stay lines.
/// </summary>
internal sealed class BlankReader(TextReader text, Dialect dialect) : TextReader
{
    private enum At { FieldStart, Plain, Quoted, QuoteInQuoted, AfterQuote }

    private readonly char[] source = new char[1 << 15];

    // One character of the source becomes at most two: a delimiter and itself.
    private readonly char[] result = new char[1 << 16];
    private int next, filled;
    private At at = At.FieldStart;
    private bool delimiterDue;

    /// <summary>What stands between fields of the resulting text.</summary>
    public static char ResultDelimiter(Dialect dialect) => dialect.IsBlanks ? '\t' : dialect.Delimiter;

    public override int Peek() => Fill() ? result[next] : -1;

    public override int Read() => Fill() ? result[next++] : -1;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (!Fill())
            return 0;
        int count = Math.Min(buffer.Length, filled - next);
        result.AsSpan(next, count).CopyTo(buffer);
        next += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (next == filled)
        {
            int read = text.Read(source, 0, source.Length);
            if (read == 0)
                return false;
            (next, filled) = (0, 0);
            foreach (char c in source.AsSpan(0, read))
                Step(c);
        }
        return true;
    }

    private void Step(char c)
    {
        if (at == At.QuoteInQuoted)
            at = c == Dialect.Quote ? At.Quoted : At.AfterQuote;
        else if (at == At.Quoted)
        {
            if (c == Dialect.Quote)
                at = At.QuoteInQuoted;
            Put(c);
            return;
        }
        if (at == At.Quoted)
            Put(c);
        else if (c is '\r' or '\n')
        {
            (at, delimiterDue) = (At.FieldStart, false);
            Put(c);
        }
        else if (dialect.IsBlanks ? c is ' ' or '\t' : c == dialect.Delimiter)
        {
            if (!dialect.IsBlanks)
                Put(c);
            else if (at != At.FieldStart)
                delimiterDue = true;
            at = At.FieldStart;
        }
        else if (!dialect.IsBlank(c) || at == At.Plain)
        {
            if (delimiterDue)
                Put('\t');
            delimiterDue = false;
            at = at == At.FieldStart && c == Dialect.Quote ? At.Quoted : At.Plain;
            Put(c);
        }
    }

    private void Put(char c) => result[filled++] = c;
}
