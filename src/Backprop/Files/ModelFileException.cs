namespace Backprop.Files;

/// <summary>
/// A file is not what it should be: damaged, cut short, or never a model. The message names the file and the place in it (byte, key or
/// tensor), and says what was found and what was expected.
/// </summary>
public sealed class ModelFileException : Exception
{
    /// <summary>An error with a default message.</summary>
    public ModelFileException() : base("The file is not a valid model file.")
    {
    }

    /// <summary>An error with its message.</summary>
    /// <param name="message">File, place, found, expected: one or two sentences for the user.</param>
    public ModelFileException(string message) : base(message)
    {
    }

    /// <summary>An error with its message and its cause.</summary>
    /// <param name="message">File, place, found, expected: one or two sentences for the user.</param>
    /// <param name="innerException">What was thrown first.</param>
    public ModelFileException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
