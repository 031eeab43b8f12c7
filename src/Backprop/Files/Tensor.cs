namespace Backprop.Files;

/// <summary>A named array of floats in a file, row after row (the last index runs fastest), without padding.</summary>
internal sealed class Tensor
{
    /// <summary>The most dimensions a shape may have.</summary>
    public const int MaxDimensions = 8;

    private readonly float[] values;
    private readonly int[] shape;

    /// <summary>A tensor; <paramref name="values"/> is kept, not copied.</summary>
    /// <param name="name">Its name in the file: not empty, without control characters and unpaired surrogates, and not
    /// <c>__metadata__</c>.</param>
    /// <param name="shape">The sizes of its 0 to 8 dimensions, each 0 or more; an empty shape is a single number.</param>
    /// <param name="values">As many numbers as the sizes multiplied give.</param>
    /// <exception cref="ArgumentException">A name, shape or number of values outside these rules.</exception>
    public Tensor(string name, ReadOnlySpan<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        if (name == HeaderNames.Metadata || HeaderNames.WhyBad(name) is not null)
            throw new ArgumentException(
                $"A tensor cannot be named {Shown.Text(name)}: {HeaderNames.WhyBad(name) ?? "it is reserved"}.", nameof(name));
        if (shape.Length > MaxDimensions)
            throw new ArgumentException(
                $"Tensor {Shown.Text(name)} has {shape.Length} dimensions; at most {MaxDimensions} can be stored.", nameof(shape));
        foreach (int size in shape)
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
        if (CountOf(shape) != values.Length)
            throw new ArgumentException(
                $"Tensor {Shown.Text(name)} has {values.Length} values, which does not match its shape [{Shown.List(shape)}].", nameof(values));
        Name = name;
        this.shape = shape.ToArray();
        this.values = values;
    }

    /// <summary>The name in the file.</summary>
    public string Name { get; }

    /// <summary>The sizes of the dimensions; for weights D × M.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>The numbers, row after row.</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>The same numbers under another name.</summary>
    /// <exception cref="ArgumentException">A name outside the rules.</exception>
    internal Tensor Named(string name) => new(name, shape, values);

    /// <summary>The sizes multiplied; null where that is more than an array can hold.</summary>
    internal static int? CountOf(ReadOnlySpan<int> shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count *= size;
            if (count > Array.MaxLength)
                return null;
        }
        return (int)count;
    }
}
