using System.Globalization;
using Backprop.Explain.Derivations;
using Backprop.Explain.Documents;

namespace Backprop.Explain.Html;

/// <summary>Equations as a part of a page, in MathML.</summary>
internal static class HtmlFormulas
{
    /// <summary>The lines of HTML: a heading with the law where there is one, and the equations, term under term.</summary>
    /// <param name="part">The equations.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    /// <param name="width">Characters that a line may be long before it is broken.</param>
    public static IEnumerable<string> Lines(DerivationPart part, int digits, int width)
    {
        ArgumentNullException.ThrowIfNull(part);
        IReadOnlyList<EquationRow> law = new EquationRows(new MathmlMath(digits), digits, width).Law(part.Law);
        IReadOnlyList<EquationRow> lines = new EquationRows(new MathmlMath(digits) { Slashes = true }, digits, width).Of(part);
        string heading = HtmlText.Words(part.Heading);
        if (law.Count == 1)
            heading = $"{(heading.Length > 0 ? $"<span>{heading}:</span> " : "")}<math displaystyle=\"true\">{string.Concat(law[0].Cells)}</math>";
        if (heading.Length > 0)
            yield return lines.Count > 0 ? $"<h4>{heading}</h4>" : $"<p>{heading}</p>";
        foreach (string line in law.Count > 1 ? Aligned(law) : [])
            yield return line;
        foreach (string line in Aligned(lines))
            yield return line;
        if (part.LeftOut > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"<p class=\"more\">… {part.LeftOut:N0} more {part.Of}</p>");
    }

    private static IEnumerable<string> Aligned(IReadOnlyList<EquationRow> rows)
    {
        if (rows.Count == 0)
            yield break;
        bool isGiven = rows.Any(r => r.IsGiven);
        yield return $"<div class=\"formulas\"><math><mtable class=\"{(isGiven ? "given" : "lines")}\" columnalign=\"{(isGiven ? "left" : "right left")}\" displaystyle=\"true\">";
        foreach (EquationRow row in rows)
        {
            string cells = string.Concat(row.Cells.Select(cell => $"<mtd>{cell}</mtd>"));
            yield return $"<mtr>{cells}{(row.Name is { } name ? $"<mtd>{new MathmlMath(1).Remark(name)}</mtd>" : "")}</mtr>";
        }
        yield return "</mtable></math></div>";
    }
}
