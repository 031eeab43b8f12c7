using System.Buffers;
using System.Numerics;
using Backprop.Numerics.Scanning;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>
/// Cuts text into records and these into fields, with the lines they stand on. A field that begins with a quote ends with one; within it,
/// delimiters and line ends are content and a quote is written twice. Blanks around fields belong to none. Records can be held, so that work
/// goes column by column.
/// </summary>
/// <param name="text">The text, from its start.</param>
/// <param name="dialect">How it is cut.</param>
/// <param name="name">What messages call the text.</param>
/// <param name="longest">The longest record, in characters.</param>
internal sealed class RecordReader(TextReader text, Dialect dialect, string name, int longest = RecordReader.LongestRecord) : IDisposable
{
    /// <summary>The longest record, in characters.</summary>
    public const int LongestRecord = 1 << 24;

    private const int MaxHeld = 256, MaxCharacters = 1 << 13;

    private readonly char delimiter = dialect.Delimiter;
    private readonly bool blanks = dialect.IsBlanks;
    private readonly string? comment = dialect.Comment;
    private readonly SearchValues<char> stops = SearchValues.Create(dialect.IsBlanks ? " \t\r\n" : $"{dialect.Delimiter}\r\n");

    // What is held and the current record begin at start, next is to be looked at, and at filled, after the last character, stands a line end. Behind it is room for a block of stops.
    private char[] buffer = new char[(1 << 15) + FieldStops.Block];
    private int start, next, filled;
    private bool ended;

    // By their distance from start, which moves: those of the rows held, then from first on those of the current record.
    private (int Start, int Length)[] fields = new (int, int)[16];
    private int first, used, width;
    private readonly int[] lines = new int[MaxHeld];
    private int line = 1;
    private bool anyQuote;
    private int openLine;

    /// <summary>The line, from 1, on which the current record begins.</summary>
    public int Line { get; private set; }

    /// <summary>The place, from 0, of the current record among all, blank ones included.</summary>
    public int Record { get; private set; } = -1;

    /// <summary>The number of fields of the current record.</summary>
    public int Count => used - first;

    /// <summary>Whether the current record is a line with nothing but blanks.</summary>
    public bool IsBlank => Count == 1 && fields[first].Length == 0 && !anyQuote;

    /// <summary>Whether the current record ran into the end of the text without a line end.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The line on which the first broken quoted field begins, its place among the fields, and what was found on which line (null: the end of the text).</summary>
    public (int Line, int Field, int EndLine, string? Found)? Broken { get; private set; }

    /// <summary>A field of the current record, without quotes and the blanks around it. Valid until the next record is read.</summary>
    public ReadOnlySpan<char> this[int field] => Text(first + field);

    /// <summary>The number of records held.</summary>
    public int Held { get; private set; }

    /// <summary>Whether enough is held to be worked on while it is near.</summary>
    public bool HoldsEnough => Held == MaxHeld || (Held > 0 && next - start > MaxCharacters);

    /// <summary>A field of a record that is held. Valid until the next record is read.</summary>
    public ReadOnlySpan<char> this[int row, int field] => Text(row * width + field);

    /// <summary>The same field of every record that is held. Valid until the next record is read.</summary>
    public HeldColumn Column(int field) => new(buffer.AsSpan(start), fields.AsSpan(0, Held * width), width, field);

    /// <summary>The line on which a record that is held begins.</summary>
    public int LineOf(int row) => lines[row];

    /// <summary>Goes on to the next record; false at the end of the text. After a <see cref="Broken"/> field it still goes on, as well as it can.</summary>
    /// <exception cref="DataException">A record is too long.</exception>
    public bool Read()
    {
        first = used = Held * width;
        if (Held == 0)
            start = next;
        while (comment is not null && IsComment(comment))
            SkipLine();
        if (Peek() < 0)
            return false;
        (Line, AtEnd, anyQuote) = (line, false, false);
        Record++;
        if (blanks)
            SkipBlanks();
        // The stops of a block of characters that are still to come, one bit each, and the place after the block.
        uint ahead = 0;
        int blockEnd = next;
        while (true)
        {
            // Nearly all fields of nearly all texts: no quote, at most one blank in front, and one character behind.
            char[] chars = buffer;
            int begin = next;
            if (chars[begin] == ' ' && delimiter != ' ')
                begin++;
            if (chars[begin] is not (Dialect.Quote or ' '))
            {
                while (ahead == 0)
                {
                    ahead = FieldStops.In(chars, blockEnd, delimiter);
                    blockEnd += FieldStops.Block;
                }
                int end = blockEnd - FieldStops.Block + BitOperations.TrailingZeroCount(ahead);
                ahead &= ahead - 1;
                char c = chars[end];
                if (c == delimiter ? !blanks || chars[end + 1] > ' ' : c == '\n' && end < filled)
                {
                    Add(begin, end);
                    next = end + 1;
                    if (c == delimiter)
                        continue;
                    line++;
                    return true;
                }
            }
            if (!ReadSlowly())
                return true;
            (ahead, blockEnd) = (0, next);
        }
    }

    /// <summary>Passes over lines, whatever they hold, before the first record is read.</summary>
    public void SkipLines(int count)
    {
        for (int i = 0; i < count && Peek() >= 0; i++)
            SkipLine();
    }

    /// <summary>Holds the current record, cut to so many fields or filled up with empty ones (the same for all that are held), while others are read.</summary>
    public void Hold(int count)
    {
        while (Count < count)
            Add(start, start);
        width = count;
        lines[Held++] = Line;
    }

    /// <summary>Holds no record any more.</summary>
    public void Release() => Held = 0;

    /// <summary>Copies of the fields of the current record, with every line end in them as a line feed.</summary>
    public string[] Copy()
    {
        string[] copy = new string[Count];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = this[i].ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return copy;
    }

    public void Dispose() => text.Dispose();

    // Reads a field of any kind, and the delimiter after it: then true; or the line end.
    private bool ReadSlowly()
    {
        SkipBlanks();
        int begin = next - start, end;
        if (Peek() == Dialect.Quote)
            end = ReadQuoted(++begin);
        else
        {
            SkipPlain();
            end = next - start;
        }
        Add(start + begin, start + end);
        if (Peek() == delimiter && !blanks)
        {
            next++;
            return true;
        }
        if (blanks && SkipBlanks() && Peek() is not (-1 or '\r' or '\n'))
            return true;
        int c = Peek();
        AtEnd = c < 0;
        if (!AtEnd)
        {
            next++;
            if (c == '\r' && Peek() == '\n')
                next++;
            line++;
        }
        return false;
    }

    // Content is moved down over the quotes that are not content.
    private int ReadQuoted(int begin)
    {
        anyQuote = true;
        int opened = openLine = line, end = begin;
        next++;
        while (true)
        {
            int length = buffer.AsSpan(next, filled - next).IndexOfAny(Dialect.Quote, '\r', '\n');
            Keep(length < 0 ? filled - next : length, ref end);
            int c = Peek();
            if (c == Dialect.Quote)
            {
                next++;
                if (Peek() != Dialect.Quote)
                    break;
            }
            else if (c is '\r' or '\n')
            {
                Keep(1, ref end);
                if (c == '\n' || Peek() != '\n')
                    line++;
                continue;
            }
            else if (c < 0)
            {
                Broken ??= (opened, Count, line, null);
                return end;
            }
            else
                continue;
            Keep(1, ref end);
        }
        openLine = 0;
        int closed = line;
        if (!blanks)
            SkipBlanks();
        if (Peek() is >= 0 and var rest && !stops.Contains((char)rest))
        {
            Broken ??= (opened, Count, closed, ((char)rest).ToString());
            int from = next - start;
            SkipPlain();
            int length = next - start - from;
            next = start + from;
            Keep(length, ref end);
        }
        return end;
    }

    private bool IsComment(string mark)
    {
        SkipBlanks();
        for (int i = 0; i < mark.Length; i++)
        {
            if ((next + i >= filled && !Fill()) || buffer[next + i] != mark[i])
                return false;
        }
        return true;
    }

    private void SkipLine()
    {
        int length;
        while ((length = buffer.AsSpan(next, filled - next).IndexOfAny('\r', '\n')) < 0)
        {
            next = filled;
            if (Held == 0)
                start = next;
            if (!Fill())
                return;
        }
        next += length;
        if (buffer[next++] == '\r' && Peek() == '\n')
            next++;
        line++;
        if (Held == 0)
            start = next;
    }

    private void Keep(int length, ref int end)
    {
        if (start + end != next)
            buffer.AsSpan(next, length).CopyTo(buffer.AsSpan(start + end));
        end += length;
        next += length;
    }

    private void SkipPlain()
    {
        do
        {
            int length = buffer.AsSpan(next, filled - next).IndexOfAny(stops);
            next = length < 0 ? filled : next + length;
        }
        while (next == filled && Fill());
    }

    private bool SkipBlanks()
    {
        bool any = false;
        for (; Peek() is ' ' or '\t' && dialect.IsBlank(buffer[next]); any = true)
            next++;
        return any;
    }

    private ReadOnlySpan<char> Text(int place)
    {
        var (distance, length) = fields[place];
        return buffer.AsSpan(start + distance, length);
    }

    private void Add(int begin, int end)
    {
        if (end > begin && (IsUnusual(buffer[begin]) || IsUnusual(buffer[end - 1])))
        {
            end = begin + buffer.AsSpan(begin, end - begin).TrimEnd().Length;
            begin = end - buffer.AsSpan(begin, end - begin).TrimStart().Length;
        }
        if (used == fields.Length)
            Extend();
        fields[used++] = (begin - start, end - begin);
    }

    // A few kilobytes of a packed file can be millions of fields.
    private void Extend()
    {
        if (used - first > dialect.MaxColumns)
            throw Problems.TooManyColumns($"{name}, line {Line}", dialect.MaxColumns);
        Array.Resize(ref fields, used * 2);
    }

    // Whether a character may be a blank of any kind.
    private static bool IsUnusual(char c) => c is <= ' ' or >= '\x80';

    private int Peek() => next < filled || Fill() ? buffer[next] : -1;

    // Reads on. The record so far is moved to the front, where that makes room, or else gets a longer buffer.
    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (next, filled, start) = (next - start, filled - start, 0);
        }
        if (filled == buffer.Length - FieldStops.Block)
        {
            if (filled <= longest)
                Array.Resize(ref buffer, Math.Min(filled * 2, longest + 1) + FieldStops.Block);
            else if (openLine > 0)
                ended = true;
            else
                throw new DataException($"{name}, line {Line}: a record of more than {longest:N0} characters. One row a line is expected.");
        }
        int read = ended ? 0 : text.Read(buffer, filled, buffer.Length - FieldStops.Block - filled);
        ended = read == 0;
        if (buffer.AsSpan(filled, read).IndexOf('\0') is >= 0 and var zero)
            throw Problems.Nul(name, line + buffer.AsSpan(next, filled + zero - next).Count('\n'));
        filled += read;
        if (ended)
            LeaveOutEndOfFile();
        buffer[filled] = '\n';
        return !ended;
    }

    // DOS and CP/M end a text with Ctrl-Z, and may repeat it up to the end of the block.
    private void LeaveOutEndOfFile()
    {
        var rest = buffer.AsSpan(start, filled - start).TrimEnd("\u001A\r\n");
        int mark = buffer.AsSpan(start + rest.Length, filled - start - rest.Length).IndexOf('\u001A');
        if (mark < 0)
            return;
        filled = start + rest.Length + mark;
        next = Math.Min(next, filled);
    }
}
