using System.Text;

namespace Backprop.Cli.Shell;

/// <summary>Text for a terminal without UTF-8: this program's own symbols are spelled in ASCII; names from the user's data stay unchanged.</summary>
internal sealed class AsciiWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        string? spelt = value switch
        {
            '…' => "...",
            'η' => "eta",
            '→' => "->",
            '−' or '–' => "-",
            '½' => "1/2",
            '×' => "x",
            '±' => "+/-",
            'δ' => "delta",
            _ => null,
        };
        if (spelt is null)
            inner.Write(value);
        else
            inner.Write(spelt);
    }

    public override void Flush() => inner.Flush();
}
