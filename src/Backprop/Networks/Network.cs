using System.Globalization;
using Backprop.Execution;
using Backprop.Layers;
using Backprop.Losses;
using Backprop.Numerics;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Parameters;
using Backprop.Spelling;

namespace Backprop.Networks;

/// <summary>
/// A feed-forward network: layers of units, from D inputs to K outputs, and the error function its outputs are judged by. Its weights change only
/// inside a trainer, which works on its own copy; predictions may be made from many threads at once.
/// </summary>
/// <example>
/// <code>
/// // Two inputs, four hidden units, one output.
/// var network = new Network([2, 4, 1], new NetworkOptions { Activation = ActivationFunction.Tanh, Seed = 7 });
/// float[] y = network.Predict([0.5f, 0.5f]);
/// </code>
/// </example>
public sealed class Network
{
    private readonly PredictionPasses passes;

    /// <summary>A network with new weights.</summary>
    /// <param name="sizes">Inputs, units of each hidden layer, outputs: at least two numbers, each at least 1. Two make the linear model.</param>
    /// <param name="options">Functions, initializer, seed; null for the defaults.</param>
    /// <exception cref="ArgumentException">Sizes or options out of range, or an output function that does not match the error function.</exception>
    public Network(IReadOnlyList<int> sizes, NetworkOptions? options = null) : this(Plan(sizes, options ??= new()), options.Error)
    {
        for (int l = 0; l < Layers.Count; l++)
            Layers[l].Fill(options.Seed, l + 1);
        for (int l = 0; l < DenseLayers.Count; l++)
            (options.Initializer ?? DenseLayers[l].Activation.Initializer).Fill(DenseLayers[l].Weights, options.Seed, l + 1);
    }

    /// <summary>A network of layers that match each other, with unchanged weights.</summary>
    /// <exception cref="ArgumentException">No layers, sizes or functions that do not match, or dropout at the outputs.</exception>
    internal Network(IReadOnlyList<Layer> layers, ErrorFunction error)
    {
        Layers = layers;
        Error = error;
        for (int l = 1; l < layers.Count; l++)
            if (layers[l].Inputs != layers[l - 1].Units)
                throw new ArgumentException($"Layer {l + 1} has {layers[l].Inputs} inputs, but layer {l} has {layers[l - 1].Units} units.", nameof(layers));
        if (layers[^1] is not DenseLayer output)
            throw new ArgumentException($"The last layer is of the kind {layers[^1].Kind}, but the outputs are those of a dense layer.", nameof(layers));
        DenseLayers = [.. layers.OfType<DenseLayer>()];
        foreach (var layer in DenseLayers.SkipLast(1))
            if (layer.Activation.OutputOnly)
                throw new ArgumentException($"The function {layer.Activation} is possible only at the outputs, not at hidden units.", nameof(layers));
        if (!error.Fits(output.Activation, output.Units))
            throw new ArgumentException(
                $"The error function {error} does not match the output function {output.Activation} with {output.Units} output{(output.Units == 1 ? "" : "s")}. "
                + $"It matches {string.Join(", ", error.FittingOutputs(output.Units))}.", nameof(error));
        if (output.Dropout > 0)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"Dropout is for hidden units, but the outputs (layer {layers.Count}) have a dropout of {output.Dropout}."), nameof(layers));
        (Inputs, Outputs) = (layers[0].Inputs, output.Units);
        Parameters = new ParameterSet([.. layers.Select(layer => layer.Blocks)]);
        passes = new PredictionPasses(layers, error);
    }

    /// <summary>The layers, from the inputs to the outputs.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The dense layers among them, from the inputs to the outputs: one at least, the last layer.</summary>
    public IReadOnlyList<DenseLayer> DenseLayers { get; }

    /// <summary>What training changes, to be read by name or as a whole; <see cref="WithParameters"/> makes a network with others.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>E, the error function.</summary>
    public ErrorFunction Error { get; }

    /// <summary>
    /// The numerics version that its weights come from: of a file that an older program wrote, an older one. Its predictions are made with
    /// <see cref="NumericsVersion.Current"/> in any case, and can differ in their last digits from those that the older program made.
    /// </summary>
    public int Numerics { get; internal init; } = NumericsVersion.Current;

    /// <summary>D, the number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>K, the number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>All parameters: weights, biases, and what other layers learn.</summary>
    public long ParameterCount => Parameters.NumberCount;

    /// <summary>Whether no parameter is infinite or NaN; only such networks can be saved.</summary>
    public bool IsFinite => Parameters.Values.AreFinite;

    /// <summary>The sizes of the dense layers, such as <c>784-128-10</c>.</summary>
    public string Sizes => string.Join('-', DenseLayers.Select(layer => layer.Inputs).Append(Outputs));

    /// <summary>
    /// SHA-256 over the parameters as little-endian floats, in lower-case hexadecimal: layer by layer, of a dense one the biases, then the weights from each
    /// input, without padding.
    /// </summary>
    public string WeightsSha256() => Parameters.Sha256();

    /// <summary>The outputs y of one row.</summary>
    /// <param name="inputs">D inputs.</param>
    /// <returns>K outputs.</returns>
    /// <exception cref="ArgumentException">Not D inputs.</exception>
    public float[] Predict(ReadOnlySpan<float> inputs)
    {
        var outputs = new float[Outputs];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>Writes the outputs y of one row; allocates nothing once warm.</summary>
    /// <param name="inputs">D inputs.</param>
    /// <param name="outputs">K outputs, written.</param>
    /// <exception cref="ArgumentException">Not D inputs, or fewer than K places.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (inputs.Length != Inputs)
            throw new ArgumentException($"The network has {Inputs} inputs, but {inputs.Length} numbers were given.", nameof(inputs));
        passes.Predict(inputs, outputs);
    }

    /// <summary>Writes the outputs y of N rows. A row's outputs are the same bits alone, among others, and on any number of threads.</summary>
    /// <param name="inputs">N·D numbers, row after row.</param>
    /// <param name="outputs">N·K places, written row after row.</param>
    /// <param name="threads">Threads to compute with, from 1 to 1024; 0 for as many as the machine has. Default: 1, the calling thread alone.</param>
    /// <param name="cancellation">Ends it within some hundred rows.</param>
    /// <exception cref="ArgumentException">No whole number of rows, or not as many outputs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some outputs are written.</exception>
    /// <example>
    /// <code>
    /// float[] inputs = [0, 0, 0, 1, 1, 0, 1, 1], outputs = new float[4];
    /// network.PredictRows(inputs, outputs, threads: 2, cancellation);
    /// </code>
    /// </example>
    public void PredictRows(ReadOnlySpan<float> inputs, Span<float> outputs, int threads = 1, CancellationToken cancellation = default)
    {
        int rows = inputs.Length / Inputs;
        if (inputs.Length != rows * Inputs || outputs.Length != (long)rows * Outputs)
            throw new ArgumentException(
                $"A network {Sizes} makes {Outputs} outputs of each {Inputs} inputs, but {inputs.Length} inputs and {outputs.Length} places for outputs were given.", nameof(inputs));
        passes.Predict(inputs, outputs, threads, cancellation);
    }

    /// <summary>Writes the outputs y of N rows. A row's outputs are the same bits alone, in any batch, and on any number of threads.</summary>
    /// <param name="inputs">N × D.</param>
    /// <param name="outputs">N × K, written.</param>
    /// <param name="processor">Threads and vector width; null for the calling thread alone.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    /// <exception cref="ArgumentException">The shapes do not match the network.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; some outputs are written.</exception>
    internal void Predict(Matrix inputs, Matrix outputs, Processor? processor = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Columns != Inputs || outputs.Columns != Outputs || outputs.Rows < inputs.Rows)
            throw new ArgumentException(
                $"A network {Sizes} needs N x {Inputs} inputs and N x {Outputs} outputs, but {inputs.Rows} x {inputs.Columns} and {outputs.Rows} x {outputs.Columns} were given.", nameof(inputs));
        passes.Predict(inputs, outputs, processor ?? Processor.Single, cancellation);
    }

    /// <summary>A copy with its own weights.</summary>
    public Network Clone() => new(Layers.Select(layer => layer.Clone()).ToArray(), Error);

    /// <summary>A copy with other numbers for all parameters.</summary>
    /// <param name="values">
    /// <see cref="ParameterCount"/> numbers in the order of <see cref="Parameters"/>: layer after layer, of a dense one the M biases, then the weights from input 1 to
    /// the M units, then those from input 2, and so on.
    /// </param>
    /// <exception cref="ArgumentException">More or fewer numbers, or one that is not finite.</exception>
    public Network WithParameters(ReadOnlySpan<float> values)
    {
        var copy = Clone();
        copy.Parameters.Set(values);
        return copy;
    }

    /// <summary>A copy with other numbers for one parameter.</summary>
    /// <param name="name">Its name, such as <c>layers.1.weights</c> or <c>layers.1.biases</c>.</param>
    /// <param name="values">Its numbers, row after row: of weights D × M, those from input 1 to the M units first.</param>
    /// <exception cref="ArgumentException">No such parameter, more or fewer numbers than it has, or one that is not finite; the message says which.</exception>
    /// <example>
    /// <code>
    /// float[] weights = network.Parameters["layers.1.weights"].ToArray();
    /// network = network.WithParameter("layers.1.weights", [1, 2, 3, 4, 5, 6, 7, 8]).WithParameter("layers.1.biases", [0, 0, 0, 0]);
    /// </code>
    /// </example>
    public Network WithParameter(string name, ReadOnlySpan<float> values)
    {
        var copy = Clone();
        copy.Parameters[name].Set(values);
        return copy;
    }

    /// <summary>A copy with its own weights and another dropout.</summary>
    /// <param name="dropout">The share of hidden units left out at random in each training step, from 0 to below 1.</param>
    /// <exception cref="ArgumentException">The dropout is out of range.</exception>
    public Network Clone(double dropout)
    {
        RequireDropout(dropout, nameof(dropout));
        return new(Layers.Select((layer, l) => layer.Copy(l < Layers.Count - 1 ? dropout : 0)).ToArray(), Error);
    }

    /// <summary>Sizes written as <c>784-128-10</c>.</summary>
    /// <exception cref="FormatException">Not two or more whole numbers from 1 joined by hyphens.</exception>
    public static int[] ParseSizes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('-');
        var sizes = new int[parts.Length];
        for (int l = 0; l < parts.Length; l++)
            if (!int.TryParse(parts[l], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[l]) || sizes[l] < 1)
                throw new FormatException($"'{text}' is not a network: expected sizes from the inputs to the outputs such as 2-3-1, each a whole number from 1.");
        return sizes.Length >= 2 ? sizes : throw new FormatException($"'{text}' is not a network: expected at least inputs and outputs, such as 2-1.");
    }

    /// <summary>What computes it over batches of at most <paramref name="rows"/> rows.</summary>
    /// <param name="rows">N.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="training">What training adds; null for predictions and errors alone.</param>
    internal Executor ExecutorFor(int rows, Processor processor, TrainingPart? training = null) => new(Layers, Error, rows, processor, training);

    private static Layer[] Plan(IReadOnlyList<int> sizes, NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Count < 2 || sizes.Any(size => size < 1))
            throw new ArgumentException("A network needs at least a number of inputs and a number of outputs, each at least 1.", nameof(sizes));
        RequireDropout(options.Dropout, nameof(options));
        if (!(options.FrequencySpread > 0 && float.IsFinite((float)options.FrequencySpread)))
            throw new ArgumentException($"The spread of frequencies must be a number above 0, but is {SinglePrecision.Text(options.FrequencySpread)}.", nameof(options));
        for (int l = 1; l < sizes.Count; l++)
            if ((sizes[l - 1] + 1L) * sizes[l] > Layer.MaxParameters)
                throw new ArgumentException(
                    $"Layer {l} of {string.Join('-', sizes)} would have {(sizes[l - 1] + 1L) * sizes[l]:N0} parameters; the maximum is {Layer.MaxParameters:N0}.", nameof(sizes));
        var output = options.OutputActivation ?? options.Error.FittingOutputs(sizes[^1]).FirstOrDefault()
            ?? throw new ArgumentException($"The error function {options.Error} matches no output function with {sizes[^1]} outputs.", nameof(options));
        var layers = new List<Layer>();
        if (options.Codes.Count > 0)
            layers.Add(new EmbeddingLayer(sizes[0], options.Codes, options.EmbeddingSize));
        if (options.EmbeddedNumbers.Count > 0)
            layers.Add(new NumberEmbeddingLayer(Below(), [.. options.EmbeddedNumbers.Select(PlaceOf)], options.FrequencySpread));
        if (options.InputScale)
            layers.Add(new ScaleLayer(Below()));
        for (int l = 1; l < sizes.Count; l++)
            layers.Add(l < sizes.Count - 1
                ? new DenseLayer(Below(), sizes[l], options.Activation, options.Dropout)
                : new DenseLayer(Below(), sizes[l], output, dropout: 0));
        return [.. layers];

        int PlaceOf(int input) => options.Codes.Any(code => code.Input == input)
            ? throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Input {input} holds codes, so it cannot be embedded as a number."), nameof(options))
            : layers.Count == 0 ? input : ((EmbeddingLayer)layers[0]).FirstOutputOf(input);
        int Below() => layers.Count == 0 ? sizes[0] : layers[^1].Units;
    }

    private static void RequireDropout(double dropout, string parameter)
    {
        if (!(dropout >= 0 && (float)dropout < 1))
            throw new ArgumentException($"Dropout must be from 0 to below 1, but is {SinglePrecision.Text(dropout)}.", parameter);
    }
}
