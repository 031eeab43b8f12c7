using System.Globalization;
using Backprop.Training;

namespace Backprop.Cli.Output;

/// <summary>Small pieces of text.</summary>
internal static class Words
{
    /// <summary>A word for a shell: quoted where it contains special characters.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A count with its noun: <c>1 row</c>, <c>1,234 rows</c>.</summary>
    public static string Count(long number, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? noun : plural ?? noun + "s")}");

    /// <summary>What ended a training, as written in JSON.</summary>
    public static string EndedBy(TrainingEnd end) => end switch
    {
        TrainingEnd.Epochs => "epochs",
        TrainingEnd.Steps => "steps",
        TrainingEnd.Patience => "patience",
        TrainingEnd.Request => "request",
        _ => "time",
    };

    /// <summary>A duration: <c>0.8 s</c>, <c>42 s</c>, <c>3 min 20 s</c>, <c>1 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        double seconds = time.TotalSeconds;
        return seconds switch
        {
            < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
            < 99.5 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(long)seconds / 3600} h {(long)seconds / 60 % 60} min"),
        };
    }
}
