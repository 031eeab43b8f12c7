using Backprop.Explain.Derivations;
using Backprop.Textbook;

namespace Backprop.Explain.Text;

/// <summary>A derivation as text: the six steps with their formulas, the numbers put in, and the results, as the lecture's slides have them.</summary>
/// <example>
/// <code>
/// TextbookStep step = LectureExample.Run().Step;
/// DerivationText.Write(Console.Out, step, new Quantity(QuantityKind.Delta, Layer: 0, To: 2));
/// </code>
/// </example>
public static class DerivationText
{
    private const string Indent = "   ";

    /// <summary>Writes where one number of a step comes from: its law, its formula with the numbers put in, and the result.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step of a network on one row.</param>
    /// <param name="quantity">Which number.</param>
    /// <param name="options">How numbers and formulas are written; null for the defaults.</param>
    /// <exception cref="ArgumentException">The network has no such number.</exception>
    public static void Write(TextWriter writer, TextbookStep step, Quantity quantity, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WritePart(writer, Derivation.Of(step, quantity), options ?? new TextOptions());
    }

    /// <summary>Writes the six steps.</summary>
    internal static void Write(TextWriter writer, Derivation derivation, TextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(derivation);
        options ??= new TextOptions();
        foreach (DerivationStep step in derivation.Steps)
            Write(writer, step, options);
    }

    /// <summary>Writes one step.</summary>
    internal static void Write(TextWriter writer, DerivationStep step, TextOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(options);
        var text = new NotationText(options);
        writer.WriteLine(FormattableString.Invariant($"{step.Number}. {text.Words(step.Title)}"));
        writer.WriteLine();
        WriteParts(writer, step.Parts, options);
    }

    internal static void WriteParts(TextWriter writer, IEnumerable<DerivationPart> parts, TextOptions options)
    {
        foreach (DerivationPart part in parts)
        {
            WritePart(writer, part, options);
            writer.WriteLine();
        }
    }

    internal static void WritePart(TextWriter writer, DerivationPart part, TextOptions options)
    {
        var text = new NotationText(options);
        List<string> law = [.. part.Law.Select(n => text.Write(n))];
        WriteHeading(writer, text.Words(part.Heading), law, options.Width);
        foreach (IReadOnlyList<Equation> line in part.Lines)
            WriteLine(writer, [.. line.Select(e => Sides(e, text))], line[0].Name, options);
        if (part.LeftOut > 0)
            writer.WriteLine(Indent + Indent + text.Words(FormattableString.Invariant($"… {part.LeftOut:N0} more {part.Of}")));
    }

    /// <summary>The heading followed by the formula, or above it where the two are too long for one line.</summary>
    private static void WriteHeading(TextWriter writer, string heading, List<string> law, int width)
    {
        string whole = string.Join(" = ", law);
        if (heading.Length > 0 && law.Count > 0 && Indent.Length + heading.Length + 3 + whole.Length <= width)
        {
            writer.WriteLine($"{Indent}{heading}:  {whole}");
            return;
        }
        if (heading.Length > 0)
            writer.WriteLine(Indent + heading);
        if (law.Count > 0)
            WriteChain(writer, law, Indent, "", width);
    }

    /// <summary>The sides of an equation, without those that read the same as the one before.</summary>
    private static List<string> Sides(Equation equation, NotationText text)
    {
        var sides = new List<string> { text.Write(equation.Left) };
        foreach (Notation side in equation.Formulas.Concat(equation.Substituted is { } numbers ? [numbers] : []).Append(new Number(equation.Result)))
            if (text.Write(side) is var written && written != sides[^1])
                sides.Add(written);
        return sides;
    }

    /// <summary>Given numbers are side by side; computed equations have a line each, broken at their equals signs where they are long.</summary>
    private static void WriteLine(TextWriter writer, List<string>[] equations, string? name, TextOptions options)
    {
        const string margin = Indent + Indent;
        string suffix = name is null ? "" : $"   ({name})";
        if (equations.Any(e => e.Count > 2))
        {
            foreach (List<string> sides in equations)
                WriteChain(writer, sides, margin, suffix, options.Width);
            return;
        }
        string hanging = "";
        foreach (string line in Wrap(equations.Select(e => string.Join(" = ", e)), "   ", options.Width - margin.Length - 3))
        {
            writer.WriteLine(margin + hanging + line + suffix);
            hanging = "   ";
        }
    }

    /// <summary>Equal sides on one line or, where they are too long, one below the other with their equals signs in line.</summary>
    private static void WriteChain(TextWriter writer, List<string> sides, string margin, string suffix, int width)
    {
        string whole = margin + string.Join(" = ", sides) + suffix;
        if (whole.Length <= width)
        {
            writer.WriteLine(whole);
            return;
        }
        string blank = margin + new string(' ', sides[0].Length);
        for (int s = 1; s < sides.Count; s++)
        {
            string start = s == 1 ? margin + sides[0] + " = " : blank + " = ";
            foreach (string line in Wrap(Breakable(sides[s]), " ", width - blank.Length - 5))
            {
                writer.WriteLine(start + line + (s == sides.Count - 1 ? suffix : ""));
                start = blank + "     ";
            }
        }
    }

    /// <summary>A long side breaks before its plus and minus signs, but not inside the arguments of a function.</summary>
    private static IEnumerable<string> Breakable(string side)
    {
        int start = 0, calls = 0;
        var isCall = new Stack<bool>();
        for (int i = 0; i + 2 < side.Length; i++)
        {
            if (side[i] == '(')
            {
                isCall.Push(i > 0 && char.IsAsciiLetter(side[i - 1]));
                calls += isCall.Peek() ? 1 : 0;
            }
            else if (side[i] == ')' && isCall.TryPop(out bool call))
            {
                calls -= call ? 1 : 0;
            }
            else if (calls == 0 && i > start && side[i] == ' ' && side[i + 1] is ('+' or '−' or '-') && side[i + 2] == ' ')
            {
                yield return side[start..i];
                start = i + 1;
            }
        }
        yield return side[start..];
    }

    private static IEnumerable<string> Wrap(IEnumerable<string> pieces, string between, int room)
    {
        string line = "";
        foreach (string piece in pieces)
        {
            if (line.Length > 0 && line.Length + between.Length + piece.Length > room)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? between + piece : piece;
        }
        if (line.Length > 0)
            yield return line;
    }
}
