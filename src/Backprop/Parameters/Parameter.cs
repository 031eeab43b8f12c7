namespace Backprop.Parameters;

/// <summary>A named parameter of a network.</summary>
/// <param name="Name">Such as <c>layers.2.weights</c>.</param>
/// <param name="Block">The block that stores it.</param>
/// <param name="Part">Which rows it is there.</param>
internal sealed record Parameter(string Name, ParameterBlock Block, ParameterPart Part)
{
    /// <summary>What it is to its layer.</summary>
    public ParameterRole Role => Part.Role;

    /// <summary>Its sizes in files.</summary>
    public IReadOnlyList<int> Shape => Part.Shape;

    /// <summary>How many numbers.</summary>
    public int Count => Part.Rows * Block.Values.Units;

    /// <summary>The numbers, row after row without padding.</summary>
    public float[] ToArray()
    {
        var values = new float[Count];
        Block.CopyTo(Part, values);
        return values;
    }

    /// <summary>Sets the numbers.</summary>
    public void CopyFrom(ReadOnlySpan<float> values) => Block.CopyFrom(Part, values);
}
