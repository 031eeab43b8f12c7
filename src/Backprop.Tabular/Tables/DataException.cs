namespace Backprop.Tabular.Tables;

/// <summary>
/// The input is wrong, not the program: the message says what, where (file, line, column), what was found, what was expected and what to do
/// next, and is meant to be shown to the user as it is.
/// </summary>
public sealed class DataException : Exception
{
    /// <summary>An exception with a message for the user.</summary>
    public DataException(string message) : base(message) { }

    /// <summary>An exception with a message for the user and what led to it.</summary>
    public DataException(string message, Exception inner) : base(message, inner) { }
}
