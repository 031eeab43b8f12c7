using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Reading;

/// <summary>How a text file is split into fields.</summary>
/// <param name="Delimiter">The character between fields; with <see cref="Blanks"/>, any run of blanks and tabs.</param>
/// <param name="Comment">What a line begins with that is skipped; null for none.</param>
/// <param name="MaxColumns">The maximum number of fields of a record.</param>
internal readonly record struct Dialect(char Delimiter, string? Comment = null, int MaxColumns = ReadOptions.DefaultMaxColumns)
{
    /// <summary>Stands for runs of blanks and tabs, leading and trailing ones aside.</summary>
    public const char Blanks = ' ';

    /// <summary>The quote; within a quoted field it is written twice.</summary>
    public const char Quote = '"';

    public bool IsBlanks => Delimiter == Blanks;

    /// <summary>The name of the delimiter in options and reports.</summary>
    public string Name => Delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        Blanks => "blank",
        _ => Delimiter.ToString(),
    };

    /// <exception cref="DataException">The text is neither one character nor a name.</exception>
    public static char DelimiterOf(string text) => text switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" or "\\t" => '\t',
        "pipe" => '|',
        "blank" or "blanks" or "space" or "whitespace" => Blanks,
        [var one] when one is not (Quote or '\r' or '\n') && one < 128 => one,
        _ => throw new DataException($"The delimiter '{text}' is neither one character nor comma, semicolon, tab, pipe or blank."),
    };

    public bool IsBlank(char c) => c is ' ' or '\t' && c != Delimiter || (IsBlanks && c is ' ' or '\t');
}
