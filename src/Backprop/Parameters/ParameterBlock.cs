using Backprop.Numerics.Buffers;

namespace Backprop.Parameters;

/// <summary>Parameters of a layer that are stored in one matrix, because the kernels read them together: rows of it are one named parameter each.</summary>
/// <param name="Values">The numbers.</param>
/// <param name="Parts">The parameters, from the first row to the last without a gap.</param>
internal sealed record ParameterBlock(PanelMatrix Values, IReadOnlyList<ParameterPart> Parts)
{
    /// <summary>Copies a parameter, row after row without padding.</summary>
    public void CopyTo(ParameterPart part, Span<float> values)
    {
        for (int i = 0; i < part.Rows; i++)
            Values.CopyRowTo(part.FirstRow + i, values.Slice(i * Values.Units, Values.Units));
    }

    /// <summary>Sets a parameter to numbers in row order.</summary>
    public void CopyFrom(ParameterPart part, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < part.Rows; i++)
            Values.CopyRowFrom(part.FirstRow + i, values.Slice(i * Values.Units, Values.Units));
    }
}

/// <summary>A parameter within its block.</summary>
/// <param name="Name">Its name within the layer, as files write it.</param>
/// <param name="Role">What it is to the layer.</param>
/// <param name="FirstRow">Its first row in the block's matrix.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Shape">Its sizes in files: one for a vector, two for a matrix.</param>
internal sealed record ParameterPart(string Name, ParameterRole Role, int FirstRow, int Rows, IReadOnlyList<int> Shape);
