using System.Security;
using Backprop.Files;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Cli.Shell;

/// <summary>An exception as shown to the user: one message and an exit status.</summary>
internal static class Failure
{
    public static int Report(Exception exception, Host host)
    {
        if (exception is AggregateException { InnerExceptions.Count: 1 } aggregate)
            exception = aggregate.InnerExceptions[0];
        if (exception is OperationCanceledException && host.Stop.IsCancellationRequested)
        {
            host.Note(ExitCode.Word(host.StopStatus()));
            return host.StopStatus();
        }
        int status = exception is UsageException ? ExitCode.Usage : ExitCode.Failed;
        host.Fail(Message(exception));
        if (host.Trace)
            host.Note(exception.ToString());
        else if (!Expected(exception))
            host.Note("This is a bug in Backprop. BACKPROP_TRACE=1 in the environment shows where it happened.");
        return status;
    }

    private static string Message(Exception exception) => exception switch
    {
        OutOfMemoryException => "there is not enough memory. Fewer rows, smaller batches (--batch) or smaller layers (--hidden) need less.",
        _ when Expected(exception) => exception.Message,
        _ => $"unexpected {exception.GetType().Name}: {exception.Message}",
    };

    private static bool Expected(Exception exception) =>
        exception is UsageException or DataException or ModelFileException or DivergedException or CheckpointException or IOException or UnauthorizedAccessException or SecurityException
            or OutOfMemoryException;
}
