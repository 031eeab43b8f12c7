using System.Globalization;
using System.Xml.Linq;
using Backprop.Explain.Derivations;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;

namespace Backprop.Explain.Tests;

/// <summary>The values of formulas of numbers, read from the tree and from its MathML.</summary>
internal static class Formulas
{
    public static IEnumerable<Equation> Equations(Derivation derivation) =>
        derivation.Steps.SelectMany(s => s.Parts).SelectMany(p => p.Lines).SelectMany(l => l);

    public static double Value(Notation notation) => notation switch
    {
        Number n => n.Value,
        Sum s => s.Terms.Sum(Value),
        Negative n => -Value(n.Operand),
        Product p => p.Factors.Aggregate(1.0, (product, f) => product * Value(f)),
        Fraction f => Value(f.Numerator) / Value(f.Denominator),
        Square s => Value(s.Operand) * Value(s.Operand),
        Call c => Call(c.Function, [.. c.Arguments.Select(Value)]),
        Omitted { Total: { } total } => total,
        _ => throw new InvalidOperationException($"{notation} is not a number."),
    };

    /// <summary>Reads MathML as one reads it: signs between terms, dots between factors, fractions, squares, functions of what stands in parentheses.</summary>
    public static double Value(XElement math)
    {
        var reader = new Reader([.. math.Elements().SelectMany(Flat)]);
        double value = reader.Sum();
        Assert.True(reader.IsAtEnd, $"{math} goes on after a whole formula.");
        return value;
    }

    private static double Call(string function, double[] v) => function switch
    {
        "exp" => Math.Exp(v[0]),
        "ln" => Math.Log(v[0]),
        "tanh" => Math.Tanh(v[0]),
        "max" => Math.Max(v[0], v[1]),
        "min" => Math.Min(v[0], v[1]),
        "abs" => Math.Abs(v[0]),
        "sign" => Math.Sign(v[0]),
        "clip" => Math.Clamp(v[0], v[1], v[2]),
        "sigmoid" => 1 / (1 + Math.Exp(-v[0])),
        "softplus" => TextbookActivations.Softplus(v[0]),
        "φ" => Math.Exp(-v[0] * v[0] / 2) / Math.Sqrt(2 * Math.PI),
        "Φ" => v[0] == 0 ? 0.5 : TextbookActivations.Evaluate(ActivationFunction.Gelu, v[0]).Z / v[0],
        _ => throw new InvalidOperationException(function),
    };

    // Rows only hold things together; what they hold is told by its signs.
    private static IEnumerable<XElement> Flat(XElement element) =>
        element.Name.LocalName is "mrow" or "mstyle" or "math" ? element.Elements().SelectMany(Flat) : [element];

    private sealed class Reader(XElement[] tokens)
    {
        private int at;

        public bool IsAtEnd => at == tokens.Length;

        private string Sign => at < tokens.Length && tokens[at].Name.LocalName == "mo" ? tokens[at].Value : "";

        public double Sum()
        {
            double sum = Take("−") ? -Product() : Product();
            while (Sign is "+" or "−")
                sum += tokens[at++].Value == "+" ? Product() : -Product();
            return sum;
        }

        private double Product()
        {
            double product = Atom();
            // A power of ten, a dot, or things side by side.
            while (Sign is "⋅" or "×" or "(" || (Sign == "|" && (string?)tokens[at].Attribute("form") == "prefix") || (at < tokens.Length && tokens[at].Name.LocalName != "mo"))
            {
                if (Sign is "⋅" or "×")
                    at++;
                product *= Atom();
            }
            return product;
        }

        private double Atom()
        {
            if (Take("("))
                return Closed(")");
            if (Take("|"))
                return Math.Abs(Closed("|"));
            if (Take("…"))
                return Rest();
            XElement token = tokens[at++];
            XElement[] parts = [.. token.Elements()];
            return token.Name.LocalName switch
            {
                "mn" => double.Parse(token.Value.Replace('−', '-'), CultureInfo.InvariantCulture),
                "mfrac" => Formulas.Value(new XElement("mrow", parts[0])) / Formulas.Value(new XElement("mrow", parts[1])),
                "msup" => Math.Pow(Formulas.Value(new XElement("mrow", parts[0])), Formulas.Value(new XElement("mrow", parts[1]))),
                "mi" => Function(token.Value),
                _ => throw new InvalidOperationException($"{token} is not a number."),
            };
        }

        private double Closed(string sign)
        {
            double value = Sum();
            Assert.True(Take(sign), $"'{sign}' is missing.");
            return value;
        }

        private double Rest()
        {
            Assert.True(Take("("));
            Assert.Equal("mtext", tokens[at++].Name.LocalName);
            return Closed(")");
        }

        private double Function(string name)
        {
            Assert.True(Take("\u2061") && Take("("), $"{name} has no arguments.");
            var arguments = new List<double> { Sum() };
            while (Take(","))
                arguments.Add(Sum());
            Assert.True(Take(")"));
            return Call(name, [.. arguments]);
        }

        private bool Take(string sign)
        {
            if (Sign != sign)
                return false;
            at++;
            return true;
        }
    }
}
