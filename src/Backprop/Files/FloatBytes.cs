namespace Backprop.Files;

/// <summary>How many bytes of floats are converted at a time: large files need no second copy.</summary>
internal static class FloatBytes
{
    public const int ChunkSize = 1 << 16;
}
