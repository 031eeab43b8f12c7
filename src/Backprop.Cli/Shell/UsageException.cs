namespace Backprop.Cli.Shell;

/// <summary>The command line is wrong; the message is shown unchanged.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>
    /// Creates library objects from options: what the library refuses is an error in the command line. Names of C# parameters mean nothing to
    /// a user and are removed from the message.
    /// </summary>
    public static T Of<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new UsageException(Plain(exception));
        }
    }

    public static string Plain(Exception exception)
    {
        string message = exception.Message;
        if (exception is ArgumentException { ParamName: { } name })
            message = message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        return message;
    }
}
