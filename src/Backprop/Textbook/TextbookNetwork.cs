namespace Backprop.Textbook;

/// <summary>
/// The lecture in code: a feed-forward network of any number of layers (one alone is the linear model), in double precision, with a plain
/// loop for each formula (<see cref="LectureFormulas"/>). It is what the engine is tested against and what explanations are made from;
/// for training use <c>Backprop.Training</c>.
/// </summary>
/// <example>
/// <code>
/// TextbookStep step = TextbookNetwork.Of(network).Step([0.5, 0.5], [0.5], learningRate: 1.0 / 3);
/// Console.WriteLine($"E = {step.Error}, δ of the output = {step.Layers[^1].Delta[0]}, ∂E/∂w of the first weight = {step.Layers[0].Gradient[1, 0]}");
/// </code>
/// </example>
public sealed class TextbookNetwork
{
    /// <summary>A network of these layers, from the inputs to the outputs.</summary>
    /// <param name="layers">L layers; each takes as many inputs as the one before has units.</param>
    /// <param name="error">Name of the error function, such as <c>sum-of-squares</c>.</param>
    /// <param name="parameter">Parameter of the error function where it has one; null for its usual value.</param>
    /// <exception cref="ArgumentException">Layers do not match each other, or the error function does not match the outputs.</exception>
    public TextbookNetwork(IReadOnlyList<TextbookLayer> layers, string error, double? parameter = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0)
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        for (int l = 0; l < layers.Count; l++)
        {
            if (l > 0 && layers[l].InputsBelow != layers[l - 1].Units)
                throw new ArgumentException(
                    $"Layer {l + 1} has weights from {layers[l].InputsBelow} inputs, but layer {l} has {layers[l - 1].Units} units.", nameof(layers));
            if (l < layers.Count - 1 && layers[l].Activation.OutputOnly)
                throw new ArgumentException(
                    $"{layers[l].Activation} is possible only at the outputs, but layer {l + 1} of {layers.Count} has it.", nameof(layers));
        }
        if (!TextbookErrors.Fits(error, layers[^1].Activation))
            throw new ArgumentException(
                $"The textbook has no formula for the error function {error} on outputs of {layers[^1].Activation}.", nameof(error));
        Layers = layers;
        ErrorName = error;
        ErrorParameter = parameter;
    }

    /// <summary>The L layers, from the inputs to the outputs.</summary>
    public IReadOnlyList<TextbookLayer> Layers { get; }

    /// <summary>Name of the error function.</summary>
    public string ErrorName { get; }

    /// <summary>Parameter of the error function; null where it has none or its usual one.</summary>
    public double? ErrorParameter { get; }

    /// <summary>K outputs y for D inputs x.</summary>
    public double[] Predict(double[] x) => Forward(x).Z[^1];

    /// <summary>E of one row: D inputs x, K targets t.</summary>
    public double Error(double[] x, double[] t) =>
        TextbookErrors.Value(ErrorName, ErrorParameter, Layers[^1].Activation, Forward(x).A[^1], t);

    /// <summary>The forward pass: a and z of every layer for D inputs x; the last z are the outputs y.</summary>
    public (double[][] A, double[][] Z) Forward(double[] x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Length != Layers[0].InputsBelow)
            throw new ArgumentException($"The network has {Layers[0].InputsBelow} inputs, but {x.Length} were given.", nameof(x));
        var a = new double[Layers.Count][];
        var z = new double[Layers.Count][];
        for (int l = 0; l < Layers.Count; l++)
        {
            a[l] = LectureFormulas.Activations(Layers[l].Weights, Layers[l].Read(l == 0 ? x : z[l - 1]));
            z[l] = TextbookActivations.Apply(Layers[l].Activation, a[l]);
        }
        return (a, z);
    }

    /// <summary>The backward pass: δ of every layer, from the a of the forward pass and K targets t.</summary>
    public double[][] Backward(double[][] a, double[] t)
    {
        ArgumentNullException.ThrowIfNull(a);
        var delta = new double[Layers.Count][];
        delta[^1] = TextbookErrors.OutputDeltas(ErrorName, ErrorParameter, Layers[^1].Activation, a[^1], t);
        for (int l = Layers.Count - 2; l >= 0; l--)
            delta[l] = HiddenDeltas(l, a[l], delta[l + 1]);
        return delta;
    }

    /// <summary>The δ of hidden layer l, from 0, from those of the layer above.</summary>
    internal double[] HiddenDeltas(int l, double[] a, double[] above) => Layers[l + 1].Before.Count == 0
        ? LectureFormulas.HiddenDeltas(Layers[l].Activation, a, Layers[l + 1].Weights, above)
        : LectureFormulas.HiddenDeltas(Layers[l].Activation, a, Layers[l + 1].Backward(TextbookActivations.Apply(Layers[l].Activation, a), above));

    /// <summary>The six steps of error backpropagation on one row. Every derivative is that of the old weights; only then are all updated.</summary>
    /// <param name="x">D inputs.</param>
    /// <param name="t">K targets.</param>
    /// <param name="learningRate">η; 1/3 in the lecture.</param>
    public TextbookStep Step(double[] x, double[] t, double learningRate)
    {
        // 1. Initialize the weights: they are those of the layers.
        // 2. Apply the input vector x.
        (double[][] a, double[][] z) = Forward(x);
        double error = TextbookErrors.Value(ErrorName, ErrorParameter, Layers[^1].Activation, a[^1], t);

        // 3. Evaluate the δ of the output units, and 4. backpropagate them to every hidden unit.
        double[][] delta = Backward(a, t);

        var steps = new TextbookLayerStep[Layers.Count];
        for (int l = 0; l < Layers.Count; l++)
        {
            // 5. Evaluate the derivatives.
            double[,] gradient = LectureFormulas.Derivatives(delta[l], l == 0 ? x : z[l - 1]);

            // 6. Update the weights.
            double[,] updated = LectureFormulas.Update(Layers[l].Weights, gradient, learningRate);
            steps[l] = new(Layers[l].Activation, a[l], z[l], delta[l], Layers[l].Weights, gradient, updated);
        }
        var layers = steps.Select(s => new TextbookLayer(s.Activation, s.Updated)).ToArray();
        return new(x, t, learningRate, error, steps, new TextbookNetwork(layers, ErrorName, ErrorParameter));
    }

    /// <summary>∂E/∂w of one row, a matrix (D + 1)×M for each layer.</summary>
    public double[][,] Gradient(double[] x, double[] t) => BatchGradient([x], [t]);

    /// <summary>The gradient of a batch, Σ_n w_n ∇E_n / Σ_n w_n, a matrix (D + 1)×M for each layer.</summary>
    /// <param name="x">N rows of D inputs.</param>
    /// <param name="t">N rows of K targets.</param>
    /// <param name="rowWeights">N row weights w_n, not all 0; null for 1 each.</param>
    public double[][,] BatchGradient(IReadOnlyList<double[]> x, IReadOnlyList<double[]> t, IReadOnlyList<double>? rowWeights = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(t);
        if (x.Count == 0 || t.Count != x.Count || (rowWeights is not null && rowWeights.Count != x.Count))
        {
            throw new ArgumentException(
                "A batch needs at least one row of inputs, and a row of targets and a row weight for each, but there are "
                + $"{x.Count} rows of inputs, {t.Count} of targets and {rowWeights?.Count ?? x.Count} row weights.", nameof(x));
        }
        double[][,] sum = [.. Layers.Select(layer => new double[layer.Inputs + 1, layer.Units])];
        double total = 0;
        for (int n = 0; n < x.Count; n++)
        {
            double weight = rowWeights?[n] ?? 1;
            total += weight;
            (double[][] a, double[][] z) = Forward(x[n]);
            double[][] delta = Backward(a, t[n]);
            for (int l = 0; l < sum.Length; l++)
                Add(sum[l], weight, LectureFormulas.Derivatives(delta[l], Layers[l].Read(l == 0 ? x[n] : z[l - 1])));
        }
        foreach (double[,] gradient in sum)
            Divide(gradient, total);
        return sum;
    }

    private static void Add(double[,] sum, double weight, double[,] gradient)
    {
        for (int i = 0; i < sum.GetLength(0); i++)
            for (int j = 0; j < sum.GetLength(1); j++)
                sum[i, j] += weight * gradient[i, j];
    }

    private static void Divide(double[,] sum, double total)
    {
        for (int i = 0; i < sum.GetLength(0); i++)
            for (int j = 0; j < sum.GetLength(1); j++)
                sum[i, j] /= total;
    }
}
