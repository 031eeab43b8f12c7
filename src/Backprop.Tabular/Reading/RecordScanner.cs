using System.Text;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Cuts text into records, plainly and with the lines they stand on: for the first records, from which everything is found out, and to
/// find the place when the fast reader meets an error, which knows records but not lines.
/// </summary>
internal sealed class RecordScanner(TextReader text, Dialect dialect)
{
    private readonly char[] buffer = new char[1 << 14];
    private readonly StringBuilder field = new();
    private int next, filled;
    private int line = 1;

    /// <summary>The line, from 1, on which the current record begins.</summary>
    public int Line { get; private set; }

    /// <summary>The place, from 0, of the current record among all, blank ones included.</summary>
    public int Record { get; private set; } = -1;

    /// <summary>The fields of the current record, without the blanks around them.</summary>
    public List<string> Fields { get; } = [];

    /// <summary>Whether the current record is a line with nothing but blanks.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>Whether blanks between a delimiter and a quote were met so far.</summary>
    public bool BlankBesideQuote { get; private set; }

    /// <summary>The line on which the first broken quoted field begins, and what is wrong with it.</summary>
    public (int Line, int Field, int EndLine, string? Found)? Broken { get; private set; }

    /// <summary>Whether the current record ran into the end of the text without a line end.</summary>
    public bool AtEnd { get; private set; }

    public bool Read()
    {
        if (Peek() < 0)
            return false;
        Line = line;
        Record++;
        Fields.Clear();
        IsBlank = true;
        if (dialect.IsBlanks)
            SkipBlanks();
        while (true)
        {
            ReadField();
            if (Peek() == dialect.Delimiter || (dialect.IsBlanks && Peek() is ' ' or '\t'))
            {
                Take();
                if (!dialect.IsBlanks || !SkipToEnd())
                {
                    IsBlank &= dialect.IsBlanks;
                    continue;
                }
            }
            AtEnd = Peek() < 0;
            TakeLineEnd();
            return true;
        }
    }

    private bool SkipToEnd()
    {
        SkipBlanks();
        return Peek() is -1 or '\r' or '\n';
    }

    private void ReadField()
    {
        field.Clear();
        bool blank = dialect.Trim && SkipBlanks();
        if (Peek() == Dialect.Quote)
        {
            IsBlank = false;
            ReadQuoted();
            BlankBesideQuote |= blank;
        }
        while (Peek() is >= 0 and not ('\r' or '\n') && Peek() != dialect.Delimiter && !(dialect.IsBlanks && Peek() == '\t'))
            field.Append((char)Take());
        string content = field.ToString().Trim();
        IsBlank &= content.Length == 0;
        Fields.Add(content);
    }

    private void ReadQuoted()
    {
        int opened = line;
        Take();
        while (true)
        {
            int c = Peek();
            if (c < 0)
            {
                Broken ??= (opened, Fields.Count, line, null);
                return;
            }
            if (c is '\r' or '\n')
            {
                field.Append('\n');
                TakeLineEnd();
                continue;
            }
            Take();
            if (c == Dialect.Quote)
            {
                if (Peek() != Dialect.Quote)
                    break;
                Take();
            }
            field.Append((char)c);
        }
        int closed = line;
        BlankBesideQuote |= dialect.Trim && !dialect.IsBlanks && SkipBlanks();
        if (Peek() is >= 0 and not ('\r' or '\n') && Peek() != dialect.Delimiter && !(dialect.IsBlanks && Peek() == '\t'))
            Broken ??= (opened, Fields.Count, closed, ((char)Peek()).ToString());
    }

    private bool SkipBlanks()
    {
        bool any = false;
        for (; Peek() is ' ' or '\t' && dialect.IsBlank((char)Peek()); any = true)
            Take();
        return any;
    }

    private void TakeLineEnd()
    {
        int c = Take();
        if (c == '\r' && Peek() == '\n')
            Take();
        if (c >= 0)
            line++;
    }

    private int Peek()
    {
        if (next == filled)
        {
            filled = text.Read(buffer, 0, buffer.Length);
            next = 0;
            if (filled == 0)
                return -1;
        }
        return buffer[next];
    }

    private int Take()
    {
        int c = Peek();
        if (c >= 0)
            next++;
        return c;
    }
}
