namespace Backprop.Training;

/// <summary>A checkpoint is valid but belongs to another training; the message lists every difference, and what to do.</summary>
public sealed class CheckpointException : Exception
{
    /// <summary>An error with its message.</summary>
    /// <param name="message">The file, what differs, and what to do.</param>
    public CheckpointException(string message) : base(message)
    {
    }
}
