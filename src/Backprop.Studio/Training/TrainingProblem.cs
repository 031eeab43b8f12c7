using Backprop.Studio.Data;
using Backprop.Tabular.Tables;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>Errors of data or a training, as messages for people.</summary>
internal static class TrainingProblem
{
    public static string Words(Exception exception) => exception switch
    {
        DataException => PlainWords.Of(exception.Message),
        DivergedException or FormatException or IOException or UnauthorizedAccessException => exception.Message,
        ArgumentException and not ArgumentNullException => WithoutParameter(exception.Message),
        OutOfMemoryException => "There is not enough memory. Use fewer rows, columns or units.",
        _ => $"This is a bug in the studio ({exception.GetType().Name}: {exception.Message}). Choose other data or settings, and report it.",
    };

    private static string WithoutParameter(string message)
    {
        int end = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
