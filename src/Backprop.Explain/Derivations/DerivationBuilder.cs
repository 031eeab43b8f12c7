using Backprop.Layers;
using Backprop.Networks;
using Backprop.Textbook;
using static Backprop.Explain.Derivations.Symbols;

namespace Backprop.Explain.Derivations;

/// <summary>Puts the numbers of a step into the formulas of the lecture.</summary>
internal sealed class DerivationBuilder(TextbookStep step, DerivationOptions options)
{
    private readonly TextbookNetwork network = step.Updated;
    private readonly int layers = step.Layers.Count;
    private readonly Symbols symbols = new(step.Layers.Count);
    private readonly ShownUnits shown = ShownUnits.Of(step, options.MaxUnits, options.Units);

    public Derivation Build() => new(step,
    [
        new(1, options.AreTrained ? "Initialize the weights: here the trained ones" : "Initialize the weights", [.. All(Weights)]),
        new(2, "Apply the input vector xₙ", [Inputs(), .. All(l => Activations(l), l => Units(l)), Error()]),
        new(3, "Evaluate the δₖ of the output units", [OutputDeltas()]),
        new(4, "Backpropagate the δ to every hidden unit", layers == 1
            ? [new("There is no hidden layer: nothing to do.", [], [])]
            : [.. Enumerable.Range(0, layers - 1).Reverse().Select(HiddenDeltas)]),
        new(5, "Evaluate the derivatives", [.. Enumerable.Range(0, layers).Reverse().Select(Derivatives)]),
        new(6, "Update the weights", [.. Enumerable.Range(0, layers).Reverse().Select(Updates)]),
    ]);

    /// <summary>The law and the equation of one number, which must be among those shown.</summary>
    public DerivationPart Part(Quantity quantity)
    {
        DerivationPart part = quantity.Kind switch
        {
            QuantityKind.Input or QuantityKind.Target => Inputs(),
            QuantityKind.Weight => Weights(quantity.Layer),
            QuantityKind.Activation => Activations(quantity.Layer),
            QuantityKind.Unit => Units(quantity.Layer),
            QuantityKind.Error => Error(),
            QuantityKind.Delta => quantity.Layer == layers - 1 ? OutputDeltas() : HiddenDeltas(quantity.Layer),
            QuantityKind.Derivative => Derivatives(quantity.Layer),
            QuantityKind.Updated => Updates(quantity.Layer),
            _ => new("The learning rate", [], [Line(new(LearningRate, [], null, step.LearningRate))]),
        };
        return part with { Lines = [Line(part.Lines.SelectMany(l => l).First(e => Quantity.Of(e.Left) == quantity))], LeftOut = 0 };
    }

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
        Equation X(int i) => new(symbols.Input(0, Nth(i + 1)), [], null, step.Inputs[i], Name(options.InputNames, options.InputValues, i));
        Equation T(int k) => new(Target(Nth(k + 1)), [], null, step.Targets[k], Name(options.OutputNames, options.TargetValues, k));
        Equation[] x = [.. shown[0].Select(X)], t = [.. shown[layers].Select(T)];
        IReadOnlyList<Equation>[] lines = options.InputNames is null && options.OutputNames is null && x.Length + t.Length <= 8
            ? [[.. x, .. t]]
            : options.InputNames is null && options.OutputNames is null ? [x, t] : [.. x.Select(Line), .. t.Select(Line)];
        int inputs = shown.LeftOut(0), targets = shown.LeftOut(layers);
        return new("", [], lines, inputs + targets, targets == 0 ? "inputs" : inputs == 0 ? "targets" : "inputs and targets");
    }

    private DerivationPart Activations(int l)
    {
        double[] z = step.InputsOf(l);
        double[,] w = step.Layers[l].Weights;
        string from = symbols.InputIndex(l), to = symbols.Index(l);
        Notation[] law = [symbols.Activation(l, to), new Series(from, symbols.Weight(l, from, to) * symbols.Input(l, from)) + symbols.Weight(l, "0", to)];
        return OfUnits(Title(l), law, l, j => new(
            symbols.Activation(l, Nth(j + 1)),
            [new Sum([.. Terms(l, i => W(l, i + 1, j) * symbols.Input(l, Nth(i + 1))), W(l, 0, j)])],
            new Sum([.. Terms(l, i => (Notation)w[i + 1, j] * z[i], i => w[i + 1, j] * z[i]), w[0, j]]),
            step.Layers[l].A[j]));
    }

    private DerivationPart Units(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        bool isOutput = l == layers - 1, isSoftmax = layer.Activation.Name == "softmax";
        string index = symbols.Index(l), function = isOutput ? "σ" : "h";
        Notation H(Notation a, Func<int, Notation> all, Func<int, double>? value = null) => isSoftmax
            ? FunctionNotation.Exp(a) / new Sum([.. Terms(l + 1, k => FunctionNotation.Exp(all(k)), value)])
            : FunctionNotation.Value(layer.Activation, a);
        Notation general = symbols.Activation(l, index);
        Notation law = isSoftmax
            ? FunctionNotation.Exp(general) / new Series("l", FunctionNotation.Exp(symbols.Activation(l, "l")))
            : H(general, _ => general);
        return OfUnits("", [symbols.Unit(l, index), FunctionNotation.Of(function, general), law], l, j => new(
            symbols.Unit(l, Nth(j + 1)),
            [FunctionNotation.Of(function, A(l, j)), H(A(l, j), k => A(l, k))],
            H(layer.A[j], k => layer.A[k], k => TextbookActivations.Evaluate(ActivationFunction.Exponential, layer.A[k]).Z),
            layer.Z[j],
            isOutput ? Name(options.OutputNames, options.OutputValues, j) : null));
    }

    private DerivationPart Error()
    {
        TextbookLayerStep last = step.Layers[^1];
        // Classes that are not the target's add nothing to the cross-entropy, t ln y = 0, unless the targets are smoothed.
        bool isSoftmax = last.Activation.Name == "softmax";
        double[] targets = TextbookErrors.Targets(network.ErrorName, network.ErrorParameter, last.Activation, step.Targets);
        int[] outputs = isSoftmax ? [.. Enumerable.Range(0, targets.Length).Where(k => targets[k] != 0)] : [.. shown[layers]];
        int[] kept = isSoftmax ? [.. outputs.OrderBy(k => step.Targets[k] == 0).Take(options.MaxUnits).Order()] : outputs;
        int omitted = (isSoftmax ? outputs.Length : step.Targets.Length) - kept.Length;
        double? rest = omitted == 0 ? null : RestOfError(kept, isSoftmax ? targets : null);
        Notation E(Func<int, Notation> y, Func<int, Notation> t, double? total) => ErrorNotation.Value(
            network.ErrorName, network.ErrorParameter, last.Activation, [.. kept.Select(k => (y(k), Learned(t(k))))], omitted, total);
        var equation = new Equation(Symbols.Error, [E(k => symbols.Output(Nth(k + 1)), k => Target(Nth(k + 1)), null)],
            E(k => step.Outputs[k], k => step.Targets[k], rest), step.Error);
        string name = network.ErrorParameter is { } parameter ? FormattableString.Invariant($"{network.ErrorName}={parameter:R}") : network.ErrorName;
        return new($"The error, {name}", [Symbols.Error, ErrorNotation.Law(network.ErrorName, network.ErrorParameter, last.Activation, targets.Length)], [[Honest(equation)]]);
    }

    /// <summary>The target as the error function takes it.</summary>
    private Notation Learned(Notation t) => ErrorNotation.Target(network.ErrorName, network.ErrorParameter, step.Layers[^1].Activation, step.Targets.Length, t);

    /// <summary>What the outputs that are not shown add to the sum in the error's formula.</summary>
    /// <param name="kept">Those that are shown.</param>
    /// <param name="classes">The targets that softmax outputs are taken against; null for other outputs.</param>
    private double RestOfError(int[] kept, double[]? classes)
    {
        TextbookLayerStep last = step.Layers[^1];
        int[] others = [.. Enumerable.Range(0, step.Targets.Length).Except(kept)];
        if (classes is not null)
            return TextbookErrors.Value(network.ErrorName, null, last.Activation, last.A, [.. classes.Select((t, k) => kept.Contains(k) ? 0 : t)]);
        double rest = TextbookErrors.Value(network.ErrorName, network.ErrorParameter, last.Activation, [.. others.Select(k => last.A[k])], [.. others.Select(k => step.Targets[k])]);
        return network.ErrorName == "sum-of-squares" ? 2 * rest : rest;
    }

    private DerivationPart OutputDeltas()
    {
        int l = layers - 1;
        TextbookLayerStep layer = step.Layers[l];
        bool isMatched = TextbookErrors.IsMatched(network.ErrorName, layer.Activation);
        Notation Slope(Notation a, Notation y, Notation t)
        {
            Notation error = ErrorNotation.Slope(network.ErrorName, network.ErrorParameter, y, t);
            return isMatched ? y - Learned(t) : layer.Activation.Name == "identity" ? error : FunctionNotation.Slope(layer.Activation, a, y) * error;
        }
        string k = symbols.Index(l);
        Notation chain = FunctionNotation.Of("σ′", symbols.Activation(l, k)) * new Derivative(Symbols.Error, symbols.Output(k));
        Notation formula = Slope(symbols.Activation(l, k), symbols.Output(k), Target(k));
        return OfUnits(Title(l), isMatched ? [symbols.Delta(l, k), formula] : [symbols.Delta(l, k), chain, formula], l, j => new(
            symbols.Delta(l, Nth(j + 1)),
            [Slope(A(l, j), symbols.Output(Nth(j + 1)), Target(Nth(j + 1)))],
            Slope(layer.A[j], layer.Z[j], step.Targets[j]),
            layer.Delta[j],
            options.OutputNames?[j]));
    }

    private DerivationPart HiddenDeltas(int l)
    {
        TextbookLayerStep layer = step.Layers[l], above = step.Layers[l + 1];
        string j = symbols.Index(l), k = l + 1 == layers - 1 ? "k" : "l";
        Notation H(Notation slope, Func<int, Notation> term, Func<int, double>? value = null)
        {
            Notation sum = above.A.Length == 1 ? term(0) : new Sum([.. Terms(l + 2, term, value)]);
            return slope is Number { Value: 1 } ? sum : slope * sum;
        }
        Notation weighted = new Series(k, symbols.Weight(l + 1, j, k) * symbols.Delta(l + 1, k));
        Notation[] law =
        [
            symbols.Delta(l, j), FunctionNotation.Of("h′", symbols.Activation(l, j)) * weighted,
            FunctionNotation.Slope(layer.Activation, symbols.Activation(l, j), symbols.Unit(l, j)) * weighted,
        ];
        return OfUnits(Title(l), law, l, unit => new(
            symbols.Delta(l, Nth(unit + 1)),
            [H(FunctionNotation.Slope(layer.Activation, A(l, unit), symbols.Unit(l, Nth(unit + 1))),
                to => W(l + 1, unit + 1, to) * symbols.Delta(l + 1, Nth(to + 1)))],
            H(FunctionNotation.Slope(layer.Activation, layer.A[unit], layer.Z[unit]), to => (Notation)above.Weights[unit + 1, to] * above.Delta[to],
                to => above.Weights[unit + 1, to] * above.Delta[to]),
            layer.Delta[unit]));
    }

    private DerivationPart Derivatives(int l)
    {
        TextbookLayerStep layer = step.Layers[l];
        double[] z = step.InputsOf(l);
        string from = symbols.InputIndex(l), to = symbols.Index(l);
        Notation[] law = [new Derivative(Symbols.Error, symbols.Weight(l, from, to)), symbols.Delta(l, to) * symbols.Input(l, from)];
        return OfWeights($"{Title(l)} ({(l == 0 ? "x₀" : "z₀")} = 1)", law, l, (i, j) => new(
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

    private DerivationPart OfUnits(string heading, Notation[] law, int l, Func<int, Equation> equation) =>
        new(heading, law, [.. shown[l + 1].Select(j => Line(Honest(equation(j))))], shown.LeftOut(l + 1), "units");

    private DerivationPart OfWeights(string heading, Notation[] law, int l, Func<int, int, Equation> equation)
    {
        long rows = shown[l].Count + 1, all = step.Layers[l].Weights.LongLength;
        bool isChosen = options.Units?.ContainsKey(l + 1) == true;
        int[] units = [.. shown[l + 1].Take(isChosen ? int.MaxValue : Math.Max(1, (int)(options.MaxWeights / rows)))];
        var lines = units.Select(j => (IReadOnlyList<Equation>)[.. shown[l].Select(i => i + 1).Prepend(0).Select(i => Honest(equation(i, j)))]);
        return new(heading, law, [.. lines], all - rows * units.Length, "weights");
    }

    private string Title(int l) => layers == 1 ? "Outputs" : l == layers - 1 ? $"Layer {l + 1}, outputs" : $"Layer {l + 1}, hidden units";

    private Symbol W(int l, int i, int j) => symbols.Weight(l, Nth(i), Nth(j + 1));

    private Symbol A(int l, int j) => symbols.Activation(l, Nth(j + 1));

    private static IReadOnlyList<Equation> Line(Equation equation) => [equation];

    /// <summary>The equation with as many digits as its numbers need to give its result.</summary>
    private static Equation Honest(Equation equation) =>
        equation.Substituted is { } numbers ? equation with { Substituted = Cancellation.Shown(numbers) } : equation;

    private static string? Name(IReadOnlyList<string>? names, IReadOnlyList<string?>? values, int index) =>
        names?[index] is { } name && values?[index] is { } value ? $"{name} = {value}" : names?[index];

    /// <summary>The terms of a sum over a column (0 the inputs, l layer l), omitted ones as one term with their sum.</summary>
    private IEnumerable<Notation> Terms(int column, Func<int, Notation> term, Func<int, double>? value = null)
    {
        var terms = shown[column].Select(term);
        if (shown.LeftOut(column) == 0)
            return terms;
        int count = shown[column].Count + shown.LeftOut(column);
        double? total = value is null ? null : Enumerable.Range(0, count).Except(shown[column]).Sum(value);
        return terms.Append(new Omitted(shown.LeftOut(column), total));
    }

    /// <summary>1/3 rather than 0.333, where that is what it is.</summary>
    internal static Notation Rate(double rate)
    {
        double inverse = Math.Round(1 / rate);
        bool isShortDecimal = Math.Abs(rate * 1e6 - Math.Round(rate * 1e6)) < 1e-9;
        return !isShortDecimal && inverse is >= 2 and <= 1000 && 1 / inverse == rate ? new Fraction(1.0, inverse) : new Number(rate);
    }
}
