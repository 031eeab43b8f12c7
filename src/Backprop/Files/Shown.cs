using System.Globalization;
using System.Text;

namespace Backprop.Files;

/// <summary>How messages show the content of a file: short, and without the control characters a hostile file could send to a terminal.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>The text in single quotes, cut after 60 characters; control, format and unpaired surrogate characters as \uXXXX.</summary>
    public static string Text(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder("'");
        for (int i = 0; i < text.Length; i++)
        {
            if (i >= Longest && !char.IsLowSurrogate(text[i]))
                return shown.Append("…'").ToString();
            bool pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            if (pair)
                shown.Append(text[i++]).Append(text[i]);
            else if (char.IsSurrogate(text[i]) || char.IsControl(text[i]) || char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[i]:x4}");
            else
                shown.Append(text[i]);
        }
        return shown.Append('\'').ToString();
    }

    /// <summary>The bytes as <see cref="Text"/>, whatever they are.</summary>
    public static string Bytes(ReadOnlySpan<byte> utf8) => Text(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * Longest)]));

    /// <summary>The sizes of a shape, such as <c>2, 3</c>.</summary>
    public static string List(ReadOnlySpan<int> shape)
    {
        var shown = new StringBuilder();
        foreach (int size in shape)
            shown.Append(shown.Length > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{size}");
        return shown.ToString();
    }
}
