using System.Collections;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Encoders;

namespace Backprop.Tabular.Models;

/// <summary>Predictions of N rows, in their order.</summary>
public sealed class Predictions : IReadOnlyList<Prediction>
{
    private readonly ModelEncoding encoding;
    private readonly ConformalBounds? bounds;

    internal Predictions(Model model, Matrix outputs, IReadOnlyList<EncodingNote> notes)
    {
        encoding = model.Encoding;
        bounds = model.Bounds;
        Outputs = outputs;
        Notes = notes;
    }

    /// <summary>N × K: the probabilities of the classes (K = 1: of the second of two), or numbers as the network outputs them, standardized where targets were.</summary>
    internal Matrix Outputs { get; }

    /// <summary>What the rows contain that the training rows did not, and how many predictions are limited.</summary>
    public IReadOnlyList<EncodingNote> Notes { get; }

    /// <summary>N, the number of rows.</summary>
    public int Count => Outputs.Rows;

    /// <summary>The prediction of a row, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public Prediction this[int index] => new(encoding, Outputs.Row(index), bounds);

    /// <inheritdoc/>
    public IEnumerator<Prediction> GetEnumerator()
    {
        for (int row = 0; row < Count; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
