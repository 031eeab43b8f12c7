namespace Backprop.Numerics.Buffers;

/// <summary>Zeroed float memory that starts on a cache line and never moves, owned by the garbage collector: nothing to free.</summary>
internal sealed unsafe class AlignedMemory
{
    /// <summary>Bytes of a cache line, and of the widest vector.</summary>
    private const int Alignment = 64;

    private const int Slack = Alignment / sizeof(float);

    /// <summary>The most floats.</summary>
    public static readonly int MaxFloats = Array.MaxLength - Slack;

    private readonly float[] array;
    private readonly int offset;

    /// <exception cref="ArgumentOutOfRangeException">More floats than one array holds, about 2 billion.</exception>
    public AlignedMemory(long length)
    {
        if (length < 0 || length > MaxFloats)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"The maximum length of a buffer is {MaxFloats} floats.");
        Length = (int)length;
        array = GC.AllocateArray<float>(Length + Slack, pinned: true);
        fixed (float* start = array)
            offset = (int)((Alignment - ((nuint)start % Alignment)) % Alignment / sizeof(float));
        fixed (float* start = array)
            Pointer = start + offset;
    }

    /// <summary>Floats, without the slack for alignment.</summary>
    public int Length { get; }

    /// <summary>The first float. It stays valid as long as this object is reachable.</summary>
    public float* Pointer { get; }

    public Span<float> Span => array.AsSpan(offset, Length);
}
