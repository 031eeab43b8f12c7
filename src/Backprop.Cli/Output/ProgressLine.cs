using System.Diagnostics;
using System.Globalization;
using Backprop.Cli.Shell;
using Backprop.Tabular.Validation;
using Backprop.Training;

namespace Backprop.Cli.Output;

/// <summary>The live line of a training, or of several in folds: redrawn in place on a terminal, silent elsewhere. Cleared when disposed.</summary>
internal sealed class ProgressLine(Host host, bool quiet) : IProgress<TrainingProgress>, IProgress<CrossValidationProgress>, IDisposable
{
    private const int BarCells = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch sinceDrawn = new();
    private int drawn;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (IsDue())
            Draw(Text(value, host.Width - 1, host.Unicode));
    }

    /// <inheritdoc/>
    public void Report(CrossValidationProgress value)
    {
        if (IsDue())
            Draw(Text(value, host.Width - 1, host.Unicode));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (drawn == 0)
            return;
        host.Error.Write('\r' + new string(' ', drawn) + '\r');
        host.Error.Flush();
        drawn = 0;
    }

    /// <summary>The line, without the least important parts where it would not fit.</summary>
    public static string Text(TrainingProgress at, int width, bool unicode)
    {
        string validation = at.ValidationError is { } error ? $"   validation {Error(error)}" : "";
        string best = at.ValidationError is not null && at.BestEpoch > 0 ? Text($" (best: epoch {at.BestEpoch})") : "";
        string network = at.Members > 1 ? Text($"network {at.Member}/{at.Members} ") : "";
        string start = Text($"{network}epoch {at.Epoch}/{at.Epochs}"), training = $"   error {Error(at.TrainingError)}";
        string left = $"   {Clock(at.Remaining)} left", speed = Text($"   {at.RowsPerSecond:N0} rows/s");
        string bar = Bar(at.Part, unicode) + "  ";
        string[] candidates =
        [
            bar + start + training + validation + best + speed + left,
            bar + start + training + validation + speed + left,
            start + training + validation + speed + left,
            start + training + validation + left,
            start + training + validation,
            start + training,
            start,
        ];
        return Longest(candidates, width);
    }

    /// <summary>The line of a cross-validation, without the least important parts where it would not fit.</summary>
    public static string Text(CrossValidationProgress at, int width, bool unicode)
    {
        string fold = Text($"fold {at.Fold} of {at.Folds}"), left = at.Remaining is { } remaining ? $"   {Clock(remaining)} left" : "";
        return Longest([$"{Bar(at.Part, unicode)}  {fold}{left}", fold + left, fold], width);
    }

    private bool IsDue()
    {
        if (quiet || !host.Terminal || (sinceDrawn.IsRunning && sinceDrawn.Elapsed < Pause))
            return false;
        sinceDrawn.Restart();
        return true;
    }

    private static string Longest(string[] candidates, int width) => candidates.FirstOrDefault(candidate => candidate.Length <= width) ?? "";

    private void Draw(string text)
    {
        host.Out.Flush();
        host.Error.Write('\r' + text.PadRight(Math.Min(drawn, Math.Max(text.Length, host.Width - 1))));
        host.Error.Flush();
        drawn = text.Length;
    }

    private static string Bar(double part, bool unicode)
    {
        int full = (int)Math.Round(Math.Clamp(part, 0, 1) * BarCells);
        return unicode ? new string('━', full) + new string('─', BarCells - full) : "[" + new string('#', full) + new string('.', BarCells - full) + "]";
    }

    private static string Error(double error) => error.ToString("G4", CultureInfo.InvariantCulture);

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? Text($"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}")
        : Text($"{time.Minutes}:{time.Seconds:00}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
