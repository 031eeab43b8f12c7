using Backprop.Numerics.Buffers;
using Backprop.Numerics.Functions;
using Backprop.Numerics.Lanes;

namespace Backprop.Parameters;

/// <summary>A number for every parameter of a network: the parameters themselves, their derivatives, or an optimizer's moments.</summary>
/// <param name="matrices">A matrix for each block, with the block's shape.</param>
internal sealed class ParameterValues(PanelMatrix[] matrices)
{
    /// <summary>A matrix for each block.</summary>
    public IReadOnlyList<PanelMatrix> Matrices => matrices;

    /// <summary>Whether none is infinite or NaN.</summary>
    public bool AreFinite => matrices.All(matrix => Finite.All(matrix.Values));

    /// <summary>As many zeros.</summary>
    public ParameterValues Zeros() => new([.. matrices.Select(matrix => new PanelMatrix(matrix.Inputs, matrix.Units))]);

    /// <summary>Sets all numbers to those of the same parameters.</summary>
    public void CopyFrom(ParameterValues other)
    {
        for (int b = 0; b < matrices.Length; b++)
            matrices[b].CopyFrom(other.Matrices[b]);
    }

    /// <summary>The sum of the squares, block after block.</summary>
    public double SquaredNorm(VectorWidth width)
    {
        double sum = 0;
        foreach (var matrix in matrices)
            sum += VectorSums.SumOfSquares(width, matrix.Values);
        return sum;
    }
}
