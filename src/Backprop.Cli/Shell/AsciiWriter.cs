using System.Text;

namespace Backprop.Cli.Shell;

/// <summary>Text for a terminal without UTF-8: this program's own symbols are spelt in ASCII; names out of the user's data stay as they are.</summary>
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
