using Backprop.Textbook;
using static Backprop.Explain.Derivations.Symbols;

namespace Backprop.Explain.Derivations;

/// <summary>Puts the numbers of a step into the formulas of the lecture.</summary>
internal sealed class DerivationBuilder(TextbookStep step, DerivationOptions options)
{
    private readonly TextbookNetwork network = step.Updated;
    private readonly int layers = step.Layers.Count;
    private readonly Symbols symbols = new(step.Layers.Count);

    public Derivation Build() => new(step,
    [
        new(1, "Initialize the weights", [.. All(Weights)]),
        new(2, "Apply the input vector xₙ", [Inputs(), .. All(l => Activations(l), l => Units(l)), Error()]),
        new(3, "Evaluate the δₖ of the output units", [OutputDeltas()]),
        new(4, "Backpropagate the δ to every hidden unit", layers == 1
            ? [new("There is no hidden layer: nothing to do.", [], [])]
            : [.. Enumerable.Range(0, layers - 1).Reverse().Select(HiddenDeltas)]),
        new(5, "Evaluate the derivatives", [.. Enumerable.Range(0, layers).Reverse().Select(Derivatives)]),
        new(6, "Update the weights", [.. Enumerable.Range(0, layers).Reverse().Select(Updates)]),
    ]);

    private IEnumerable<DerivationPart> All(params Func<int, DerivationPart>[] parts) =>
        Enumerable.Range(0, layers).SelectMany(l => parts.Select(part => part(l)));

    private DerivationPart Weights(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        return OfWeights($"{Title(l)}: {layer.Weights.GetLength(0) - 1} → {layer.A.Length}, {layer.Activation}", [], l,
            (i, j) => new(W(l, i, j), [], null, layer.Weights[i, j]));
    }

    private DerivationPart Inputs()
    {
        Equation X(int i) => new(symbols.Input(0, Nth(i + 1)), [], null, step.Inputs[i], options.InputNames?[i]);
        Equation T(int k) => new(Target(Nth(k + 1)), [], null, step.Targets[k], options.OutputNames?[k]);
        int shownInputs = Math.Min(step.Inputs.Length, options.MaxTerms), shownTargets = Math.Min(step.Targets.Length, options.MaxUnits);
        Equation[] x = [.. Enumerable.Range(0, shownInputs).Select(X)], t = [.. Enumerable.Range(0, shownTargets).Select(T)];
        IReadOnlyList<Equation>[] lines = options.InputNames is null && options.OutputNames is null && x.Length + t.Length <= 8
            ? [[.. x, .. t]]
            : options.InputNames is null && options.OutputNames is null ? [x, t] : [.. x.Select(Line), .. t.Select(Line)];
        return new("", [], lines, step.Inputs.Length - shownInputs + step.Targets.Length - shownTargets, "inputs and targets");
    }

    private DerivationPart Activations(int l)
    {
        double[] z = step.InputsOf(l);
        int shown = Math.Min(z.Length, options.MaxTerms);
        double[,] w = step.Layers[l].Weights;
        string from = symbols.InputIndex(l), to = symbols.Index(l);
        Notation[] law = [symbols.Activation(l, to), new Series(from, symbols.Weight(l, from, to) * symbols.Input(l, from)) + symbols.Weight(l, "0", to)];
        return OfUnits(Title(l), law, step.Layers[l].A.Length, j => new(
            symbols.Activation(l, Nth(j + 1)),
            [new Sum([.. Shown(shown, z.Length, i => W(l, i + 1, j) * symbols.Input(l, Nth(i + 1))), W(l, 0, j)])],
            new Sum([.. Shown(shown, z.Length, i => (Notation)w[i + 1, j] * z[i]), w[0, j]]),
            step.Layers[l].A[j]));
    }

    private DerivationPart Units(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        bool isOutput = l == layers - 1, isSoftmax = layer.Activation.Name == "softmax";
        string index = symbols.Index(l), function = isOutput ? "σ" : "h";
        int shown = Math.Min(layer.A.Length, options.MaxTerms);
        Notation H(Notation a, Func<int, Notation> all) => isSoftmax
            ? FunctionNotation.Exp(a) / new Sum([.. Shown(shown, layer.A.Length, k => FunctionNotation.Exp(all(k)))])
            : FunctionNotation.Value(layer.Activation, a);
        Notation general = symbols.Activation(l, index);
        Notation law = isSoftmax
            ? FunctionNotation.Exp(general) / new Series("l", FunctionNotation.Exp(symbols.Activation(l, "l")))
            : H(general, _ => general);
        return OfUnits("", [symbols.Unit(l, index), FunctionNotation.Of(function, general), law], layer.A.Length, j => new(
            symbols.Unit(l, Nth(j + 1)),
            [FunctionNotation.Of(function, A(l, j)), H(A(l, j), k => A(l, k))],
            H(layer.A[j], k => layer.A[k]),
            layer.Z[j],
            isOutput ? options.OutputNames?[j] : null));
    }

    private DerivationPart Error()
    {
        var output = step.Layers[^1].Activation;
        // Classes that are not the target's add nothing to the cross-entropy: t ln y = 0.
        int[] outputs = [.. Enumerable.Range(0, step.Targets.Length).Where(k => output.Name != "softmax" || step.Targets[k] != 0)];
        int omitted = Math.Max(0, outputs.Length - options.MaxTerms);
        Notation E(Func<int, Notation> y, Func<int, Notation> t) => ErrorNotation.Value(network.ErrorName, network.ErrorParameter, output,
            [.. outputs.Take(options.MaxTerms).Select(k => (y(k), t(k)))], omitted);
        var equation = new Equation(Symbols.Error, [E(k => Output(Nth(k + 1)), k => Target(Nth(k + 1)))],
            E(k => step.Outputs[k], k => step.Targets[k]), step.Error);
        string name = network.ErrorParameter is { } parameter ? FormattableString.Invariant($"{network.ErrorName}={parameter:R}") : network.ErrorName;
        return new($"The error, {name}", [Symbols.Error, ErrorNotation.Law(network.ErrorName, network.ErrorParameter, output)], [[equation]]);
    }

    private DerivationPart OutputDeltas()
    {
        int l = layers - 1;
        TextbookLayerStep layer = step.Layers[l];
        bool isMatched = TextbookErrors.IsMatched(network.ErrorName, layer.Activation);
        Notation Slope(Notation a, Notation y, Notation t)
        {
            Notation error = ErrorNotation.Slope(network.ErrorName, network.ErrorParameter, y, t);
            return isMatched ? y - t : layer.Activation.Name == "identity" ? error : FunctionNotation.Slope(layer.Activation, a, y) * error;
        }
        string k = symbols.Index(l);
        Notation chain = FunctionNotation.Of("σ′", symbols.Activation(l, k)) * new Derivative(Symbols.Error, Output(k));
        Notation formula = Slope(symbols.Activation(l, k), Output(k), Target(k));
        return OfUnits(Title(l), isMatched ? [symbols.Delta(l, k), formula] : [symbols.Delta(l, k), chain, formula], layer.A.Length, j => new(
            symbols.Delta(l, Nth(j + 1)),
            [Slope(A(l, j), Output(Nth(j + 1)), Target(Nth(j + 1)))],
            Slope(layer.A[j], layer.Z[j], step.Targets[j]),
            layer.Delta[j],
            options.OutputNames?[j]));
    }

    private DerivationPart HiddenDeltas(int l)
    {
        TextbookLayerStep layer = step.Layers[l], above = step.Layers[l + 1];
        int units = above.A.Length, shown = Math.Min(units, options.MaxTerms);
        string j = symbols.Index(l), k = l + 1 == layers - 1 ? "k" : "l";
        Notation H(Notation slope, Func<int, Notation> term)
        {
            Notation sum = units == 1 ? term(0) : new Sum([.. Shown(shown, units, term)]);
            return slope is Number { Value: 1 } ? sum : slope * sum;
        }
        Notation weighted = new Series(k, symbols.Weight(l + 1, j, k) * symbols.Delta(l + 1, k));
        Notation[] law =
        [
            symbols.Delta(l, j), FunctionNotation.Of("h′", symbols.Activation(l, j)) * weighted,
            FunctionNotation.Slope(layer.Activation, symbols.Activation(l, j), symbols.Unit(l, j)) * weighted,
        ];
        return OfUnits(Title(l), law, layer.A.Length, unit => new(
            symbols.Delta(l, Nth(unit + 1)),
            [H(FunctionNotation.Slope(layer.Activation, A(l, unit), symbols.Unit(l, Nth(unit + 1))),
                to => W(l + 1, unit + 1, to) * symbols.Delta(l + 1, Nth(to + 1)))],
            H(FunctionNotation.Slope(layer.Activation, layer.A[unit], layer.Z[unit]), to => (Notation)above.Weights[unit + 1, to] * above.Delta[to]),
            layer.Delta[unit]));
    }

    private DerivationPart Derivatives(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        double[] z = step.InputsOf(l);
        string from = symbols.InputIndex(l), to = symbols.Index(l);
        Notation[] law = [new Derivative(Symbols.Error, symbols.Weight(l, from, to)), symbols.Delta(l, to) * symbols.Input(l, from)];
        return OfWeights(Title(l), law, l, (i, j) => new(
            new Derivative(Symbols.Error, W(l, i, j)),
            [symbols.Delta(l, Nth(j + 1)) * symbols.Input(l, Nth(i))],
            (Notation)layer.Delta[j] * (i == 0 ? 1 : z[i - 1]),
            layer.Gradient[i, j]));
    }

    private DerivationPart Updates(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        string from = symbols.InputIndex(l), to = symbols.Index(l);
        Notation Rule(Notation w, Notation rate, Notation derivative) => w - rate * derivative;
        Symbol general = symbols.Weight(l, from, to);
        return OfWeights(Title(l), [general with { IsNew = true }, Rule(general, LearningRate, new Derivative(Symbols.Error, general))], l, (i, j) => new(
            W(l, i, j) with { IsNew = true },
            [Rule(W(l, i, j), LearningRate, new Derivative(Symbols.Error, W(l, i, j)))],
            Rule(layer.Weights[i, j], Rate(step.LearningRate), layer.Gradient[i, j]),
            layer.Updated[i, j]));
    }

    private DerivationPart OfUnits(string heading, Notation[] law, int units, Func<int, Equation> equation)
    {
        int shown = Math.Min(units, options.MaxUnits);
        return new(heading, law, [.. Enumerable.Range(0, shown).Select(j => Line(equation(j)))], units - shown, "units");
    }

    private DerivationPart OfWeights(string heading, Notation[] law, int l, Func<int, int, Equation> equation)
    {
        int units = step.Layers[l].A.Length, inputs = step.InputsOf(l).Length, shownInputs = Math.Min(inputs, options.MaxTerms);
        int shownUnits = Math.Clamp(options.MaxWeights / (shownInputs + 1), 1, Math.Min(units, options.MaxUnits));
        var lines = Enumerable.Range(0, shownUnits).Select(j =>
            (IReadOnlyList<Equation>)[.. Enumerable.Range(0, shownInputs + 1).Select(i => equation(i, j))]);
        return new(heading, law, [.. lines], ((long)inputs + 1) * units - ((long)shownInputs + 1) * shownUnits, "weights");
    }

    private string Title(int l) => layers == 1 ? "Outputs" : l == layers - 1 ? $"Layer {l + 1}, outputs" : $"Layer {l + 1}, hidden units";

    private Symbol W(int l, int i, int j) => symbols.Weight(l, Nth(i), Nth(j + 1));

    private Symbol A(int l, int j) => symbols.Activation(l, Nth(j + 1));

    private static IReadOnlyList<Equation> Line(Equation equation) => [equation];

    private static IEnumerable<Notation> Shown(int shown, int count, Func<int, Notation> term)
    {
        var terms = Enumerable.Range(0, shown).Select(term);
        return shown < count ? terms.Append(new Omitted(count - shown)) : terms;
    }

    /// <summary>1/3 rather than 0.333, where that is what it is.</summary>
    private static Notation Rate(double rate)
    {
        double inverse = Math.Round(1 / rate);
        bool isShortDecimal = Math.Abs(rate * 1e6 - Math.Round(rate * 1e6)) < 1e-9;
        return !isShortDecimal && inverse is >= 2 and <= 1000 && 1 / inverse == rate ? new Fraction(1.0, inverse) : new Number(rate);
    }
}
