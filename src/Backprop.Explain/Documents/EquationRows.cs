using Backprop.Explain.Derivations;
using Backprop.Explain.Text;

namespace Backprop.Explain.Documents;

/// <summary>One line of a table of equations: its cells are aligned with those of the lines before.</summary>
/// <param name="Cells">Markup of each cell; empty ones are left blank.</param>
/// <param name="Name">A name after it; null for none.</param>
/// <param name="IsGiven">Whether the cells are several short equations, each in two cells, rather than one.</param>
internal sealed record EquationRow(IReadOnlyList<string> Cells, string? Name = null, bool IsGiven = false);

/// <summary>
/// Lays equations out in cells, term under term: left side, formula, numbers and result in columns where there is room, else one below the
/// other with their equals signs in line, long sums broken before a sign. Widths are those of the formulas as text.
/// </summary>
internal sealed class EquationRows(MathWriter math, int digits, int width)
{
    private const int LongestName = 32;

    private readonly NotationText text = new(new TextOptions { Digits = digits });

    /// <summary>The lines of a part.</summary>
    public IReadOnlyList<EquationRow> Of(DerivationPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        Equation[][] lines = [.. part.Lines.Select(l => l.ToArray())];
        if (lines.Length == 0)
            return [];
        if (lines.All(l => l.All(e => Sides(e).Count <= 2)))
            return [.. Given(lines)];
        (Equation Equation, List<Notation> Sides)[] chains = [.. lines.SelectMany(l => l).Select(e => (e, Sides(e)))];
        int columns = chains.Max(c => c.Sides.Count);
        int room = Enumerable.Range(0, columns).Sum(c => 3 + chains.Max(chain => c < chain.Sides.Count ? Length(chain.Sides[c]) : 0));
        int names = chains.Max(c => Name(c.Equation)?.Length + 4 ?? 0);
        // Results are in the last column, also after a chain with fewer sides.
        return room + names <= width
            ? [.. chains.Select(c => new EquationRow(Wide(c.Sides, columns), Name(c.Equation)))]
            : [.. chains.SelectMany(c => Tall(c.Sides, Name(c.Equation)))];
    }

    /// <summary>The law, in as many lines as it needs; none where there is no law.</summary>
    public IReadOnlyList<EquationRow> Law(IReadOnlyList<Notation> law)
    {
        ArgumentNullException.ThrowIfNull(law);
        if (law.Count == 0)
            return [];
        if (law.Sum(l => Length(l) + 3) > width)
            return [.. Tall([.. law], null)];
        return [new EquationRow([math.Write(law[0]), string.Concat(law.Skip(1).Select(side => math.Sign("=") + math.Write(side)))])];
    }

    /// <summary>The sides of an equation, without those that read the same as the one before.</summary>
    private List<Notation> Sides(Equation equation)
    {
        var sides = new List<Notation> { equation.Left };
        foreach (Notation side in equation.Formulas.Concat(equation.Substituted is { } numbers ? [numbers] : []).Append(new Number(equation.Result)))
            if (text.Write(side) != text.Write(sides[^1]))
                sides.Add(side);
        return sides;
    }

    private List<string> Wide(List<Notation> sides, int columns)
    {
        var cells = new List<string> { math.Write(sides[0]) };
        cells.AddRange(sides.Skip(1).Select(side => math.Sign("=") + math.Write(side)));
        while (cells.Count < columns)
            cells.Insert(cells.Count - 1, "");
        return cells;
    }

    private IEnumerable<EquationRow> Tall(List<Notation> sides, string? name)
    {
        string left = math.Write(sides[0]);
        int room = width - Length(sides[0]) - 6, used = 0;
        string line = "";
        for (int s = 1; s < sides.Count; s++)
        {
            (string Markup, int Length)[] pieces = [.. Pieces(sides[s], room)];
            for (int p = 0; p < pieces.Length; p++)
            {
                // Short sides share a line, but a broken one begins its own.
                int behind = s == sides.Count - 1 && name is not null ? name.Length + 4 : 0;
                bool joins = line.Length > 0 && p == 0 && pieces.Length == 1 && used + 3 + pieces[0].Length + behind <= room;
                if (line.Length > 0 && !joins)
                {
                    yield return new EquationRow([left, line]);
                    (left, line, used) = ("", "", 0);
                }
                line += (p == 0 ? math.Sign("=") : math.Indent) + pieces[p].Markup;
                used += 3 + pieces[p].Length;
            }
        }
        yield return new EquationRow([left, name is null ? line : line + math.Remark(name)]);
    }

    /// <summary>A side in pieces that fit: a long sum, or a product that ends in one, breaks before its signs.</summary>
    private IEnumerable<(string Markup, int Length)> Pieces(Notation side, int room)
    {
        Notation[] factors = side is Product { Factors: [.., Sum] } product ? [.. product.Factors.SkipLast(1)] : [];
        if (Length(side) <= room || (side is not Sum && factors.Length == 0))
            return [(Length(side) > room && side is Fraction ? math.Small(math.Write(side)) : math.Write(side), Length(side))];
        IReadOnlyList<Notation> terms = ((side as Sum) ?? (Sum)((Product)side).Factors[^1]).Terms;
        return Broken(factors, terms, room);
    }

    private IEnumerable<(string Markup, int Length)> Broken(Notation[] factors, IReadOnlyList<Notation> terms, int room)
    {
        string before = factors.Length > 0 ? math.Factors(factors) + math.Sign("·") + math.Sign("(") : "";
        int used = factors.Sum(f => Length(f) + 3);
        for (int first = 0; first < terms.Count;)
        {
            int next = first;
            while (next < terms.Count && (next == first || used + Length(terms[next]) + 3 <= room))
                used += Length(terms[next++]) + 3;
            string after = factors.Length > 0 && next == terms.Count ? math.Sign(")") : "";
            yield return (before + math.Terms([.. terms.Skip(first).Take(next - first)], leads: first == 0) + after, used);
            (before, used, first) = ("", 4, next);
        }
    }

    /// <summary>Given numbers side by side, in columns of equal width.</summary>
    private IEnumerable<EquationRow> Given(Equation[][] lines)
    {
        int widest = lines.Max(l => l.Max(e => Sides(e).Sum(Length) + 8));
        int fit = Math.Max(1, width / widest);
        int most = lines.Max(l => l.Length);
        // Lines of even length rather than one full and one short.
        int each = (most + (most + fit - 1) / fit - 1) / ((most + fit - 1) / fit);
        foreach (Equation[] line in lines)
            foreach (Equation[] row in line.Chunk(each))
                yield return new EquationRow([.. row.SelectMany(e => Wide(Sides(e), 2))], Name(row[^1]), IsGiven: true);
    }

    private static string? Name(Equation equation) =>
        equation.Name is { Length: > LongestName } name ? name[..(LongestName - 1)] + "…" : equation.Name;

    /// <summary>The width in characters; indices are smaller, and a layer is above them.</summary>
    private int Length(Notation notation)
    {
        if (notation is Fraction fraction)
            return Math.Max(Length(fraction.Numerator), Length(fraction.Denominator)) + 1;
        double length = 0, below = 0, above = 0;
        foreach (char c in text.Write(notation))
        {
            if (SmallLetters.IsSubscript(c))
                below += 0.7;
            else if (SmallLetters.IsSuperscript(c))
                above += 0.7;
            else
            {
                length += 1 + Math.Max(below, above);
                (below, above) = (0, 0);
            }
        }
        return (int)Math.Ceiling(length + Math.Max(below, above));
    }
}
