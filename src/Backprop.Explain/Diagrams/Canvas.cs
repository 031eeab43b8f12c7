using System.Text;

namespace Backprop.Explain.Diagrams;

/// <summary>
/// A drawing of characters. Lines that meet join; lines that cross go over each other (┼), so that a line can be followed: only ├ ┤ ┬ ┴ are
/// junctions.
/// </summary>
internal sealed class Canvas(int width, int height)
{
    private const int Up = 1, Down = 2, Left = 4, Right = 8;
    private const string Joined = " ╵╷│╴┘┐┤╶└┌├─┴┬┼", JoinedAscii = " |||-+++-+++-++|";

    private readonly char[,] text = new char[height, width];
    private readonly byte[,] lines = new byte[height, width];

    public void Write(int row, int column, string words)
    {
        for (int i = 0; i < words.Length; i++)
            text[row, column + i] = words[i];
    }

    /// <summary>A horizontal line over the columns from and to, both included; at an open end it reaches the edge of its cell only.</summary>
    public void Across(int row, int from, int to)
    {
        for (int column = from; column < to; column++)
        {
            lines[row, column] |= Right;
            lines[row, column + 1] |= Left;
        }
    }

    public void Along(int column, int from, int to)
    {
        for (int row = Math.Min(from, to); row < Math.Max(from, to); row++)
        {
            lines[row, column] |= Down;
            lines[row + 1, column] |= Up;
        }
    }

    /// <summary>A box around rows and columns, borders included, with words inside, from its first inner row.</summary>
    public void Box(int top, int left, int bottom, int right, IReadOnlyList<string> words)
    {
        Across(top, left, right);
        Across(bottom, left, right);
        Along(left, top, bottom);
        Along(right, top, bottom);
        int first = top + 1 + (bottom - top - 1 - words.Count) / 2;
        for (int i = 0; i < words.Count; i++)
            Write(first + i, left + 2, words[i]);
    }

    /// <summary>The drawing's lines, without blanks at their ends.</summary>
    public IEnumerable<string> Lines(bool ascii)
    {
        for (int row = 0; row < height; row++)
        {
            var line = new StringBuilder();
            for (int column = 0; column < width; column++)
            {
                int joined = lines[row, column] switch { Left or Right => Left | Right, Up or Down => Up | Down, var both => both };
                line.Append(text[row, column] != 0 ? text[row, column] : (ascii ? JoinedAscii : Joined)[joined]);
            }
            yield return line.ToString().TrimEnd();
        }
    }
}
