namespace Backprop.Explain.Text;

/// <summary>Words in lines.</summary>
internal static class WrappedText
{
    /// <summary>The words in lines of a width, as far as the words themselves are no longer.</summary>
    public static IEnumerable<string> Lines(string words, int width)
    {
        string line = "";
        foreach (string word in words.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? " " + word : word;
        }
        yield return line;
    }
}
