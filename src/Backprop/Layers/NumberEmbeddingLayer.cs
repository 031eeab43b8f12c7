using System.Globalization;
using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Products;
using Backprop.Numerics.Randomness;
using Backprop.Parameters;

namespace Backprop.Layers;

/// <summary>
/// Numbers as sums of learned waves: an input x becomes e_j = Σ_f v_jf cos(2π w_f x + b_f) + c_j for three outputs, and x itself; other inputs pass unchanged.
/// Functions that bend often, which dense layers learn slowly, become easy (periodic embeddings, Gorishniy et al. 2022; with biases and the number itself,
/// Holzmüller et al. 2024).
/// </summary>
/// <remarks>The outputs stand in the order of the inputs.</remarks>
public sealed class NumberEmbeddingLayer : Layer
{
    private readonly int[] firstOutputs;

    /// <param name="inputs">D.</param>
    /// <param name="numbers">The inputs, from 0, that are embedded, in ascending order.</param>
    /// <param name="spread">The standard deviation of new frequencies: how fast the waves are. It is not kept.</param>
    /// <exception cref="ArgumentException">No inputs, or such that do not exist or are not in ascending order.</exception>
    internal NumberEmbeddingLayer(int inputs, IReadOnlyList<int> numbers, double spread = DefaultSpread)
    {
        (Inputs, Numbers, Spread) = (inputs, numbers, spread);
        if (numbers.Count == 0)
            throw new ArgumentException("A layer of embedded numbers needs at least one of them.", nameof(numbers));
        for (int k = 0; k < numbers.Count; k++)
            if (numbers[k] < (k == 0 ? 0 : numbers[k - 1] + 1) || numbers[k] >= inputs)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Embedded numbers must be in ascending order from 0 to below {inputs}, but number {k + 1} of them is input {numbers[k]}."), nameof(numbers));
        if (inputs + (long)PeriodicProduct.Sums * numbers.Count > int.MaxValue || (long)numbers.Count * PeriodicProduct.RowsOfNumber * PeriodicProduct.Frequencies > MaxParameters)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The embeddings would have more than {MaxParameters:N0} numbers."), nameof(numbers));
        Units = inputs + PeriodicProduct.Sums * numbers.Count;
        firstOutputs = new int[inputs];
        for (int i = 0, k = 0, at = 0; i < inputs; i++)
        {
            firstOutputs[i] = at;
            bool embedded = k < numbers.Count && numbers[k] == i;
            at += embedded ? PeriodicProduct.Sums + 1 : 1;
            k += embedded ? 1 : 0;
        }
        int count = numbers.Count;
        Waves = new PanelMatrix(PeriodicProduct.RowsOfNumber * count - 1, PeriodicProduct.Frequencies);
        Biases = new PanelMatrix(count - 1, PeriodicProduct.Sums);
        Blocks =
        [
            new ParameterBlock(Waves,
            [
                new ParameterPart("frequencies", ParameterRole.Weight, FirstRow: 0, count, [count, PeriodicProduct.Frequencies]),
                new ParameterPart("phases", ParameterRole.Bias, FirstRow: count, count, [count, PeriodicProduct.Frequencies]),
                new ParameterPart("weights", ParameterRole.Weight, FirstRow: 2 * count, PeriodicProduct.Sums * count, [count, PeriodicProduct.Sums, PeriodicProduct.Frequencies]),
            ]),
            new ParameterBlock(Biases, [new ParameterPart("biases", ParameterRole.Bias, FirstRow: 0, count, [count, PeriodicProduct.Sums])]),
        ];
    }

    /// <summary>The standard deviation of new frequencies where nothing else is chosen, for inputs of about unit scale.</summary>
    internal const double DefaultSpread = 0.1;

    /// <inheritdoc/>
    public override string Kind => Type.Name;

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Units { get; }

    /// <summary>The inputs, from 0, that are embedded, in ascending order.</summary>
    public IReadOnlyList<int> Numbers { get; }

    internal static LayerKind Type { get; } = new("number-embedding", description => new NumberEmbeddingLayer(description.Count("inputs"), description.Wholes("numbers")));

    /// <summary>w of all numbers, then b, then v: rows of 16 frequencies.</summary>
    internal PanelMatrix Waves { get; }

    /// <summary>c: a row of three for each number.</summary>
    internal PanelMatrix Biases { get; }

    internal override string InWords => "embedded numbers";

    internal override IReadOnlyList<ParameterBlock> Blocks { get; }

    internal override long Work => (long)Numbers.Count * PeriodicProduct.RowsOfNumber * PeriodicProduct.Frequencies;

    private double Spread { get; }

    /// <summary>The first output of an input.</summary>
    internal int FirstOutput(int input) => firstOutputs[input];

    /// <summary>How many outputs an input becomes.</summary>
    internal int OutputsOf(int input) => (input + 1 < firstOutputs.Length ? firstOutputs[input + 1] : Units) - firstOutputs[input];

    internal override Layer Like(double dropout) => new NumberEmbeddingLayer(Inputs, Numbers, Spread);

    internal override LayerPass Pass(LayerPlace place) => new NumberEmbeddingPass(this, place);

    /// <summary>Frequencies normal, phases uniform over a turn, weights and c uniform within ±1/√16.</summary>
    internal override void Fill(ulong seed, int number)
    {
        // Keyed apart from dense layers, which are numbered by themselves.
        var random = new RandomStream(seed, Purpose.Weights, number, b: 1);
        double bound = 1 / Math.Sqrt(PeriodicProduct.Frequencies);
        Fill(Waves, 0, Numbers.Count, () => Spread * random.NextNormal());
        Fill(Waves, Numbers.Count, Numbers.Count, () => Math.PI * (2 * random.NextDouble() - 1));
        Fill(Waves, 2 * Numbers.Count, PeriodicProduct.Sums * Numbers.Count, () => bound * (2 * random.NextDouble() - 1));
        Fill(Biases, 0, Numbers.Count, () => bound * (2 * random.NextDouble() - 1));
    }

    internal override string ParameterName(int row, int column)
    {
        (int count, int sums) = (Numbers.Count, PeriodicProduct.Sums);
        return row < count ? FormattableString.Invariant($"frequency {column + 1} of input {Numbers[row] + 1}")
            : row < 2 * count ? FormattableString.Invariant($"phase {column + 1} of input {Numbers[row - count] + 1}")
            : FormattableString.Invariant($"weight of frequency {column + 1} → {(row - 2 * count) % sums + 1} of input {Numbers[(row - 2 * count) / sums] + 1}");
    }

    internal override void Describe(Utf8JsonWriter json)
    {
        json.WriteNumber("inputs", Inputs);
        json.WriteStartArray("numbers");
        foreach (int number in Numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Fill(PanelMatrix matrix, int firstRow, int rows, Func<double> next)
    {
        var row = new float[matrix.Units];
        for (int i = firstRow; i < firstRow + rows; i++)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] = (float)next();
            matrix.CopyRowFrom(i, row);
        }
    }
}
