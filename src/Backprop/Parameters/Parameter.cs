namespace Backprop.Parameters;

/// <summary>A named parameter of a network, such as the weights of one of its layers: its name, its shape and its numbers.</summary>
public sealed class Parameter
{
    internal Parameter(string name, ParameterBlock block, ParameterPart part) => (Name, Block, Part) = (name, block, part);

    /// <summary>The name, as files and <see cref="ParameterGroup"/> have it: <c>layers.2.weights</c>, with layers from 1.</summary>
    public string Name { get; }

    /// <summary>The sizes, as in files: D, M for the weights of a dense layer, M for its biases, D for factors of inputs.</summary>
    public IReadOnlyList<int> Shape => Part.Shape;

    /// <summary>How many numbers: the sizes multiplied.</summary>
    public int Count => Part.Rows * Block.Values.Units;

    /// <summary>What it is to its layer.</summary>
    internal ParameterRole Role => Part.Role;

    /// <summary>Where it stands.</summary>
    internal ParameterBlock Block { get; }

    /// <summary>Which rows it is there.</summary>
    internal ParameterPart Part { get; }

    /// <summary>A copy of the numbers, row after row: of weights, those from input 1 to the units 1 to M, then those from input 2.</summary>
    public float[] ToArray()
    {
        var values = new float[Count];
        Block.CopyTo(Part, values);
        return values;
    }

    /// <summary>Copies the numbers, in the order of <see cref="ToArray"/>.</summary>
    /// <param name="values">Gets them: <see cref="Count"/> places.</param>
    /// <exception cref="ArgumentException">More or fewer places.</exception>
    public void CopyTo(Span<float> values)
    {
        RequireCount(values);
        Block.CopyTo(Part, values);
    }

    /// <summary>Sets the numbers.</summary>
    /// <exception cref="ArgumentException">More or fewer numbers, or one that is not finite.</exception>
    internal void Set(ReadOnlySpan<float> values)
    {
        RequireCount(values);
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(FormattableString.Invariant($"Number {i} of {Name}, counted from 0, is {values[i]}; parameters must be finite."), nameof(values));
        Block.CopyFrom(Part, values);
    }

    private void RequireCount(ReadOnlySpan<float> values)
    {
        if (values.Length != Count)
            throw new ArgumentException($"{Name} has {Count} numbers [{string.Join(", ", Shape)}], but {values.Length} were given.", nameof(values));
    }
}
