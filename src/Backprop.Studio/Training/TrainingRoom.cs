using Backprop.Studio.Data;
using Backprop.Studio.States;
using Backprop.Tabular.Models;

namespace Backprop.Studio.Training;

/// <summary>
/// The training of one page: it follows the choices of the state, restarts where they require it, and ends with the page. Use it on the page's thread only;
/// the training itself has its own.
/// </summary>
/// <param name="bench">The page's state.</param>
/// <param name="library">The data it can train on.</param>
public sealed class TrainingRoom(Workbench bench, DataLibrary library) : IDisposable
{
    private TrainingSession? session;
    private Observer? observer;
    private TrainChoices? applied;
    private long seen = -1;
    private bool wasRunning;

    /// <summary>The data; null before they are loaded.</summary>
    public DataSet? Data { get; private set; }

    /// <summary>What is wrong with the data or the choices, and what to do; null where nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was done without a command, such as a restart.</summary>
    public string? Said { get; private set; }

    /// <summary>Whether data are being read.</summary>
    public bool IsLoading { get; private set; }

    /// <summary>What is drawn; null before the first update.</summary>
    public TrainingView? View { get; private set; }

    /// <summary>Whether there is a training: data, and choices that match them.</summary>
    public bool IsReady => session is not null;

    /// <summary>Whether it is running.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Raised when data, network or messages have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised when there is something new to draw.</summary>
    public event EventHandler? Ticked;

    /// <summary>Applies the choices of the state; what failed before is tried again.</summary>
    public async Task Follow()
    {
        TrainChoices next = bench.State.Training;
        if (next == applied && (IsReady || IsLoading))
            return;
        TrainChoices? before = applied;
        applied = next;
        Problem = Said = null;
        try
        {
            if (before is null || Data is null || !next.HasDataOf(before))
                await Load(next, before);
            else if (session is null || !next.HasNetworkOf(before))
                Begin(next, "Restarted: another network needs new weights.", goesOn: IsRunning);
            else
                await session.Change(next);
            seen = -1;
        }
        catch (Exception exception)
        {
            // Nothing awaits this task: errors that are not shown here are lost.
            if (next == applied)
                Problem = TrainingProblem.Words(exception);
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Runs until it is paused; a training that diverged restarts.</summary>
    public void Play()
    {
        Said = null;
        if (View?.Moment.Problem is not null)
            Anew();
        if (session is null)
            return;
        Running(true);
        session.Play();
    }

    /// <summary>Pauses before the next step.</summary>
    public void Pause()
    {
        wasRunning = false;
        Running(false);
        session?.Pause();
    }

    /// <summary>Pauses before the next step, and shows why.</summary>
    /// <param name="why">A sentence.</param>
    public void Interrupt(string why)
    {
        if (IsRunning)
            Said = why;
        Pause();
    }

    /// <summary>One step.</summary>
    public void StepBatch()
    {
        Running(false);
        session?.StepBatch();
    }

    /// <summary>To the end of the epoch.</summary>
    public void StepEpoch()
    {
        Running(false);
        session?.StepEpoch();
    }

    /// <summary>Restarts with the same choices: the same weights, the same order of rows.</summary>
    public void Anew()
    {
        if (Data is null || applied is null)
            return;
        try
        {
            Problem = null;
            Begin(applied, "Restarted.", goesOn: false);
        }
        catch (Exception exception)
        {
            Problem = TrainingProblem.Words(exception);
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The page is hidden, or visible again: nothing is trained that nobody can see.</summary>
    public void Show(bool isVisible)
    {
        if (!isVisible && IsRunning)
        {
            Interrupt("Paused while the page was hidden.");
            wasRunning = true;
        }
        else if (isVisible && wasRunning)
        {
            wasRunning = false;
            Play();
        }
    }

    /// <summary>Reads the state of the training where it has changed, and raises the event.</summary>
    public async Task Look()
    {
        if (session is not { } now || observer is not { } eyes || applied is not { } choices)
            return;
        long version = now.Version;
        if (version == seen)
            return;
        try
        {
            TrainingMoment moment = await now.Moment(Observer.Points);
            TrainingView view = await Task.Run(() => eyes.Look(moment, choices));
            if (now != session)
                return;
            seen = version;
            View = view;
            bool hasStopped = IsRunning && !moment.IsRunning && moment.Problem is not null;
            IsRunning = moment.IsRunning;
            if (hasStopped)
                Changed?.Invoke(this, EventArgs.Empty);
            Ticked?.Invoke(this, EventArgs.Empty);
        }
        catch (TaskCanceledException)
        {
            // Another training has replaced it meanwhile.
        }
        catch (Exception exception)
        {
            seen = version;
            Problem = TrainingProblem.Words(exception);
            Pause();
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>The current network and a training row, for the Step view.</summary>
    /// <param name="row">From 0.</param>
    /// <returns>Null before there is a training.</returns>
    public async Task<Lesson?> LessonOf(int row)
    {
        if (session is not { } now || Data is not { } data || applied is not { } choices)
            return null;
        try
        {
            TrainingMoment moment = await now.Moment(2);
            return RowLesson.Of(data, moment.Network, Math.Clamp(row, 0, data.Training.Count - 1), choices.LearningRate, moment.Steps);
        }
        catch (TaskCanceledException)
        {
            // Another training has replaced it meanwhile.
            return null;
        }
    }

    /// <summary>The model of the best epoch so far, with the metrics of all parts of the table; the training may run meanwhile.</summary>
    /// <returns>Null before the first complete epoch, and for data that are not a table.</returns>
    public async Task<Model?> Model()
    {
        if (session is not { } now || Data?.Table is not { } table)
            return null;
        try
        {
            return await now.Trained() is { } trained ? await Task.Run(() => trained.ModelOf(table)) : null;
        }
        catch (TaskCanceledException)
        {
            // Another training has replaced it meanwhile.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session?.Dispose();

    private async Task Load(TrainChoices next, TrainChoices? before)
    {
        Running(false);
        session?.Dispose();
        (session, observer, Data, View) = (null, null, null, null);
        IsLoading = true;
        Changed?.Invoke(this, EventArgs.Empty);
        try
        {
            DataSet data = await library.Load(next);
            if (next != applied)
                return;
            Data = data;
            Begin(next, before is null ? null : "Restarted: other data.", goesOn: false);
        }
        finally
        {
            if (next == applied)
                IsLoading = false;
        }
    }

    private void Begin(TrainChoices choices, string? said, bool goesOn)
    {
        session?.Dispose();
        session = null;
        IsRunning = false;
        session = new TrainingSession(Data!, choices);
        observer = new Observer(Data!);
        seen = -1;
        Said = said;
        Running(goesOn);
        if (goesOn)
            session.Play();
    }

    private void Running(bool isRunning)
    {
        IsRunning = isRunning;
        Ticked?.Invoke(this, EventArgs.Empty);
    }
}
