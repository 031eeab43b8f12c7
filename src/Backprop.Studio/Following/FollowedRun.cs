using System.Threading.Channels;
using Backprop.Networks;
using Backprop.Studio.Components.Charts;
using Backprop.Studio.Data;
using Backprop.Tabular.Following;
using Backprop.Training;

namespace Backprop.Studio.Following;

/// <summary>
/// What is known of the training that this studio follows; one for all pages. A separate thread listens; pages check it a few times a second.
/// When the training is over and no page has been open for a while, the studio ends.
/// </summary>
internal sealed class FollowedRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IHostApplicationLifetime application;
    private readonly RunFollower? follower;
    private readonly Timer farewell;
    private readonly Channel<Action<RunFollower>> questions = Channel.CreateUnbounded<Action<RunFollower>>();
    private readonly Lock gate = new();
    private readonly Curve training = new(), validation = new();
    private RunView view = new();
    private Network? network;
    private int pages;

    /// <summary>Follows a training.</summary>
    /// <param name="follower">The connection to it; null for none.</param>
    /// <param name="application">The application to end when no page is open any more.</param>
    public FollowedRun(RunFollower? follower, IHostApplicationLifetime application)
    {
        (this.follower, this.application) = (follower, application);
        farewell = new Timer(_ => EndUnwatched());
        if (follower is null)
            return;
        new Thread(Listen) { IsBackground = true, Name = "follow: listen" }.Start();
        _ = Task.Run(PutQuestions);
    }

    /// <summary>The training at the other end of the standard streams.</summary>
    public static RunFollower OfConsole()
    {
        var there = new RunFollower(Console.OpenStandardInput(), Console.OpenStandardOutput());
        // Any other output there would break the protocol.
        Console.SetOut(Console.Error);
        return there;
    }

    /// <summary>Whether a training is followed.</summary>
    public bool IsAttached => follower is not null;

    /// <summary>What is currently known.</summary>
    public RunView View
    {
        get
        {
            lock (gate)
                return view;
        }
    }

    /// <summary>Rows to draw its networks over; null where there are none.</summary>
    public DataSet? Data { get; private set; }

    /// <summary>The newest network; null before the first.</summary>
    public Network? Network
    {
        get
        {
            lock (gate)
                return network;
        }
    }

    /// <summary>The curves over epochs.</summary>
    public (IReadOnlyList<ChartPoint> Training, IReadOnlyList<ChartPoint> Validation) Curves()
    {
        lock (gate)
            return (training.Points(), validation.Points());
    }

    /// <summary>Sends the page's address to the training.</summary>
    public void TellAddress(string page) => Ask(follower => follower.TellAddress(page));

    public void Pause() => Ask(follower => follower.Pause());

    public void Resume() => Ask(follower => follower.Resume());

    public void Finish() => Ask(follower => follower.Finish());

    public void Stop() => Ask(follower => follower.Stop());

    public void WantNetwork() => Ask(follower => follower.WantNetwork());

    /// <summary>A page was opened, or has reconnected.</summary>
    public void PageCame() => Interlocked.Increment(ref pages);

    /// <summary>A page was closed, or lost its connection.</summary>
    public void PageWent()
    {
        if (Interlocked.Decrement(ref pages) == 0)
            farewell.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        farewell.Dispose();
        questions.Writer.TryComplete();
    }

    // A full pipe would block a page's thread; one queue keeps pause and resume in order.
    private void Ask(Action<RunFollower> ask)
    {
        if (follower is not null && !View.IsOver)
            questions.Writer.TryWrite(ask);
    }

    private async Task PutQuestions()
    {
        await foreach (Action<RunFollower> ask in questions.Reader.ReadAllAsync())
            ask(follower!);
    }

    private void Listen()
    {
        try
        {
            while (follower!.Read() is { } message)
                Take(message);
            Change(view => view.IsOver ? view : view with { Trouble = "The training ended without a message: its process has ended." });
        }
        catch (InvalidDataException exception)
        {
            Change(view => view with { Trouble = $"A message of the training was not understood, so it is no longer followed. The training continues. ({exception.Message})" });
        }
        farewell.Change(Patience, Timeout.InfiniteTimeSpan);
    }

    private void Take(RunMessage message)
    {
        // Before any page is informed.
        if (message is RunSample sample)
            Data = SampleData.Of(View.Description?.Data ?? "", sample);
        lock (gate)
        {
            if (message is RunMoment moment)
            {
                foreach (EpochResult epoch in moment.NewEpochs)
                {
                    training.Add(epoch.Epoch, epoch.TrainingError);
                    validation.Add(epoch.Epoch, epoch.ValidationError ?? double.NaN);
                }
            }
            if (message is RunNetwork { Network: { } newest })
                network = newest;
        }
        Change(view => message switch
        {
            RunDescription description => view with { Description = description },
            RunSample => view with { HasSample = true },
            RunMoment moment => view with { Moment = moment with { NewEpochs = [] } },
            RunNetwork => view with { Networks = view.Networks + 1 },
            RunEnd end => view with { End = end },
            _ => view,
        });
    }

    private void Change(Func<RunView, RunView> change)
    {
        lock (gate)
            view = change(view);
    }

    private void EndUnwatched()
    {
        if (IsAttached && View.IsOver && Volatile.Read(ref pages) == 0)
            application.StopApplication();
    }
}
