using System.Globalization;
using System.Text.Json;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Parameters;

namespace Backprop.Layers;

/// <summary>
/// Categories as learned vectors (entity embeddings, Guo and Berkhahn 2016): an input with a code c becomes row c of its table of k numbers, of which no weight is
/// spent on the codes that a row does not have; other inputs pass unchanged. It is what a dense layer without bias makes of one input for each code.
/// </summary>
/// <remarks>The outputs stand in the order of the inputs. The code −1, for no category, becomes zeros; what is no code becomes NaN.</remarks>
public sealed class EmbeddingLayer : Layer
{
    private const int MaxSize = 1024;

    // The first row of each code in the tables, and for each input its place among the codes, or -1.
    private readonly int[] firstRows, places;

    /// <exception cref="ArgumentException">Codes of inputs that do not exist or are not in ascending order, a count or a size out of range, or more numbers than one parameter holds.</exception>
    internal EmbeddingLayer(int inputs, IReadOnlyList<CodedInput> codes, int size)
    {
        (Inputs, Codes, Size) = (inputs, codes, size);
        if (size is < 1 or > MaxSize)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The size of embeddings must be from 1 to {MaxSize}, but is {size}."), nameof(size));
        firstRows = new int[codes.Count];
        places = new int[inputs];
        Array.Fill(places, -1);
        long rows = 0;
        for (int c = 0; c < codes.Count; c++)
        {
            var (input, count) = codes[c];
            if (input < (c == 0 ? 0 : codes[c - 1].Input + 1) || input >= inputs || count < 1)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"Inputs with codes must be in ascending order from 0 to below {inputs}, each with one code at least, but number {c + 1} of them is input {input} with {count} codes."), nameof(codes));
            places[input] = c;
            firstRows[c] = (int)rows;
            if ((rows += count) * size > MaxParameters)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The embeddings would have more than {MaxParameters:N0} numbers."), nameof(codes));
        }
        if (codes.Count == 0)
            throw new ArgumentException("A layer of embeddings needs at least one input with codes.", nameof(codes));
        Units = inputs + codes.Count * (size - 1);
        Embeddings = new PanelMatrix((int)rows - 1, size);
        Blocks = [new ParameterBlock(Embeddings, [new ParameterPart("embeddings", ParameterRole.Weight, FirstRow: 0, (int)rows, [(int)rows, size])])];
    }

    /// <inheritdoc/>
    public override string Kind => Type.Name;

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Units { get; }

    /// <summary>The inputs that hold codes, in ascending order.</summary>
    public IReadOnlyList<CodedInput> Codes { get; }

    /// <summary>k, the length of the vectors.</summary>
    public int Size { get; }

    internal static LayerKind Type { get; } = new("embedding", description => new EmbeddingLayer(
        description.Count("inputs"), [.. description.Pairs("codes").Select(pair => new CodedInput(pair.First, pair.Second))], description.Shape("embeddings", dimensions: 2)[1]));

    /// <summary>The tables of the coded inputs, one below the other: a row for each code.</summary>
    internal PanelMatrix Embeddings { get; }

    internal override string InWords => "embeddings";

    internal override IReadOnlyList<ParameterBlock> Blocks { get; }

    internal override long Work => Units;

    /// <summary>The place of an input, from 0, among those with codes; -1 for a number.</summary>
    internal int PlaceOf(int input) => places[input];

    /// <summary>The first output of the input at a place among those with codes.</summary>
    internal int FirstOutput(int place) => Codes[place].Input + place * (Size - 1);

    /// <summary>The first output of an input, from 0.</summary>
    internal int FirstOutputOf(int input) => input + Codes.Count(code => code.Input < input) * (Size - 1);

    /// <summary>The row of a code in the tables; -1 for what is not a code of the input at that place.</summary>
    internal int RowOf(int place, double code) => code >= 0 && code < Codes[place].Codes && code == (int)code ? firstRows[place] + (int)code : -1;

    internal override Layer Like(double dropout) => new EmbeddingLayer(Inputs, Codes, Size);

    internal override LayerPass Pass(LayerPlace place) => new EmbeddingPass(this, place);

    /// <summary>Normal with standard deviation 1, as inputs are standardized.</summary>
    internal override void Fill(ulong seed, int number)
    {
        // Keyed apart from dense layers, which are numbered by themselves.
        var random = new RandomStream(seed, Purpose.Weights, number, b: 1);
        var row = new float[Size];
        for (int i = 0; i <= Embeddings.Inputs; i++)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] = (float)random.NextNormal();
            Embeddings.CopyRowFrom(i, row);
        }
    }

    internal override string ParameterName(int row, int column)
    {
        int c = Codes.Count - 1;
        while (firstRows[c] > row)
            c--;
        return FormattableString.Invariant($"embedding of code {row - firstRows[c]} of input {Codes[c].Input + 1} → {column + 1}");
    }

    internal override void Describe(Utf8JsonWriter json)
    {
        json.WriteNumber("inputs", Inputs);
        json.WriteStartArray("codes");
        foreach (var (input, count) in Codes)
        {
            json.WriteStartArray();
            json.WriteNumberValue(input);
            json.WriteNumberValue(count);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }
}
