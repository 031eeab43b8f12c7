using System.Diagnostics;
using System.Text;
using Backprop.Networks;
using Backprop.Training;

namespace Backprop.Tabular.Following;

/// <summary>
/// The side of a followed training: reports its progress and, on request, its current network, and obeys pause, resume, finish and stop. Reporting
/// never changes what is computed, and a follower that hangs or has ended never delays the training: a separate thread writes, and only the newest
/// state waits there. Reports come from the training's thread.
/// </summary>
internal sealed class FollowedTraining : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>The minimum time between two networks, as a multiple of the time that one takes, so that they cost less than half a percent.</summary>
    private const int NetworkRest = 250;

    private static readonly TimeSpan BetweenMoments = TimeSpan.FromMilliseconds(50), BetweenNetworks = TimeSpan.FromMilliseconds(200), Glance = TimeSpan.FromMilliseconds(100), Farewell = TimeSpan.FromSeconds(2);

    private readonly Stream to, from;
    private readonly Action finish, stop, pauses;
    private readonly CancellationToken ends;
    private readonly Thread sender;
    private readonly Lock gate = new();
    private readonly AutoResetEvent news = new(initialState: false);
    private readonly ManualResetEvent goesOn = new(initialState: true), ending = new(initialState: false);
    private readonly List<EpochResult> epochs = [];
    private readonly MemoryStream bytes = new();
    private RunMoment? moment;
    private Network? network;
    private RunEnd? end;
    private TimeSpan networkCost;
    private long networkDue;
    private int epochsTaken;
    private volatile bool isGone, wantsNetwork;
    private volatile string? address;

    /// <summary>Starts to report a training to a follower.</summary>
    /// <param name="to">The stream that the follower reads.</param>
    /// <param name="from">The stream that it writes.</param>
    /// <param name="description">Describes the training.</param>
    /// <param name="sample">Some of its rows; null for none.</param>
    /// <param name="finish">Called, on another thread, when the follower asks to end the training and keep its best epoch.</param>
    /// <param name="stop">Called, on another thread, when the follower asks to end the training and keep nothing.</param>
    /// <param name="pauses">Called by <see cref="WaitWhilePaused"/> when the training pauses because the follower asked for it.</param>
    /// <param name="ends">Ends a pause when the training is to end for another reason.</param>
    public FollowedTraining(
        Stream to, Stream from, RunDescription description, RunSample? sample, Action finish, Action stop, Action pauses, CancellationToken ends)
    {
        ArgumentNullException.ThrowIfNull(description);
        (this.to, this.from, this.finish, this.stop, this.pauses, this.ends) = (to, from, finish, stop, pauses, ends);
        sender = Begin("follow: send", () => Send(description, sample));
        Begin("follow: listen", Listen);
    }

    /// <summary>The address where the user sees the run; null before the follower has sent it.</summary>
    public string? Address => address;

    /// <summary>Whether the follower has ended.</summary>
    public bool IsGone => isGone;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (isGone)
            return;
        Tell(RunMoment.Of(value), value);
        Offer(value.Network);
    }

    /// <summary>If the follower has asked for a pause, returns when it is over; to be called between two steps of the training.</summary>
    /// <param name="value">The state of the training.</param>
    public void WaitWhilePaused(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (isGone || goesOn.WaitOne(0))
            return;
        Tell(RunMoment.Of(value) with { IsPaused = true }, value);
        pauses();
        while (WaitHandle.WaitAny([goesOn, ends.WaitHandle], Glance) == WaitHandle.WaitTimeout)
            Offer(value.Network);
        Tell(RunMoment.Of(value), value);
    }

    /// <summary>Reports how the training ended; waits at most two seconds for a follower that does not read.</summary>
    public void End(RunEnd end)
    {
        lock (gate)
            this.end ??= end;
        ending.Set();
        news.Set();
        sender.Join(Farewell);
    }

    /// <summary>Ends it as lost where no end was reported.</summary>
    public void Dispose()
    {
        isGone = true;
        ending.Set();
        news.Set();
    }

    private static Thread Begin(string name, ThreadStart work)
    {
        var thread = new Thread(work) { Name = name, IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Tell(RunMoment value, TrainingProgress at)
    {
        lock (gate)
        {
            moment = value;
            for (; epochsTaken < at.History.Count; epochsTaken++)
                epochs.Add(at.History[epochsTaken]);
        }
        news.Set();
    }

    // The copy is the only work for the follower on the training's thread.
    private void Offer(Network? current)
    {
        if (!wantsNetwork || current is null || Stopwatch.GetTimestamp() < networkDue)
            return;
        wantsNetwork = false;
        networkDue = long.MaxValue;
        long start = Stopwatch.GetTimestamp();
        var copy = current.Clone();
        networkCost = Stopwatch.GetElapsedTime(start);
        lock (gate)
            network = copy;
        news.Set();
    }

    private void Send(RunDescription description, RunSample? sample)
    {
        try
        {
            Frames.Write(to, FrameKind.Description, description.Write());
            if (sample?.Write() is { } rows)
                Frames.Write(to, FrameKind.Sample, rows);
            while (!isGone)
            {
                news.WaitOne();
                if (!SendNews())
                    continue;
                Frames.Write(to, FrameKind.End, end!.Write());
                return;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Lose();
        }
    }

    /// <summary>Sends what waits; true where the end was reported before that.</summary>
    private bool SendNews()
    {
        bool isLast;
        RunMoment? at;
        Network? copy;
        EpochResult[] ended;
        lock (gate)
        {
            (at, copy, ended, isLast) = (moment, network, [.. epochs], end is not null);
            (moment, network) = (null, null);
            epochs.Clear();
        }
        if (at is not null)
        {
            // An empty list is a message, too.
            for (int n = 0; n == 0 || n < ended.Length; n += RunMoment.MaxEpochs)
                Frames.Write(to, FrameKind.Moment, (at with { NewEpochs = ended[n..Math.Min(ended.Length, n + RunMoment.MaxEpochs)] }).Write());
        }
        if (copy is not null)
            SendNetwork(copy);
        if (!isLast)
            ending.WaitOne(BetweenMoments);
        return isLast;
    }

    private void SendNetwork(Network copy)
    {
        long start = Stopwatch.GetTimestamp();
        bytes.SetLength(0);
        Files.NetworkFile.ToFile(copy).Write(bytes);
        TimeSpan rest = (networkCost + Stopwatch.GetElapsedTime(start)) * NetworkRest;
        Frames.Write(to, FrameKind.Network, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        Volatile.Write(ref networkDue, Stopwatch.GetTimestamp() + (long)((rest > BetweenNetworks ? rest : BetweenNetworks).TotalSeconds * Stopwatch.Frequency));
    }

    private void Listen()
    {
        try
        {
            while (Frames.Read(from, kind => kind == FrameKind.Address ? Frames.MaxCommand : 0) is { } frame)
                Obey(frame.Kind, frame.Content);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ObjectDisposedException)
        {
            // Unreadable input does not come from a follower.
        }
        Lose();
    }

    private void Obey(FrameKind kind, byte[] content)
    {
        switch (kind)
        {
            case FrameKind.Address:
                address = Encoding.UTF8.GetString(content);
                break;
            case FrameKind.Pause:
                goesOn.Reset();
                break;
            case FrameKind.Resume:
                goesOn.Set();
                break;
            case FrameKind.Finish:
                finish();
                goesOn.Set();
                break;
            case FrameKind.Stop:
                stop();
                goesOn.Set();
                break;
            case FrameKind.WantNetwork:
                wantsNetwork = true;
                break;
            default:
                throw new InvalidDataException($"A follower does not send frames of kind {kind}.");
        }
    }

    private void Lose()
    {
        isGone = true;
        goesOn.Set();
        news.Set();
    }
}
