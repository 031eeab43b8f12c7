using System.Runtime.ExceptionServices;

namespace Backprop.Numerics.Threads;

/// <summary>Threads that help the calling one with work in parts.</summary>
/// <remarks>
/// Parts are claimed from one counter, and the caller waits for parts, not for threads: a helper that the operating system has not woken
/// holds nobody up. Waiting is a short spin, as long as from one product of a training step to the next, and then a sleep, because
/// where cores are few a spinning thread keeps the one that it waits for from running. The counter holds the number of the work
/// beside the parts that are left, so a helper that comes late cannot take a part of the wrong work.
/// </remarks>
internal sealed class Team : IDisposable
{
    private const int IdleMilliseconds = 30_000;
    private const int Spins = 200;
    private const long Left = 0x7FFF_FFFF;
    private const long NextWork = Left + 1;

    private readonly Lock hiring = new();
    private readonly object helpersGate = new();
    private readonly object callerGate = new();
    private readonly int size;
    private readonly int spins;
    private int alive;
    private int asleep;
    private int busy;
    private bool callerAsleep;
    private volatile bool disposed;
    private IWork? work;
    private Exception? failure;
    private long ticket;
    private int unfinished;

    public Team(int helpers)
    {
        size = helpers;
        spins = helpers < Environment.ProcessorCount ? Spins : 0;
    }

    /// <summary>False when the team is at work for somebody else, or disposed: then nothing was done.</summary>
    public bool TryRun(IWork newWork, int parts)
    {
        if (disposed || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
            return false;
        try
        {
            Hire();
            work = newWork;
            failure = null;
            unfinished = parts;
            Interlocked.Exchange(ref ticket, ((ticket & ~Left) + NextWork) | (uint)parts);
            if (Volatile.Read(ref asleep) > 0)
                Wake(parts - 1);
            while (Claim(out int part))
                Do(part);
            AwaitParts();
            work = null;
            if (failure is not null)
                ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }
        return true;
    }

    public void Dispose()
    {
        lock (helpersGate)
        {
            disposed = true;
            Monitor.PulseAll(helpersGate);
        }
    }

    private void Hire()
    {
        if (Volatile.Read(ref alive) == size)
            return;
        lock (hiring)
        {
            while (alive < size)
            {
                new Thread(Help) { IsBackground = true, Name = "Backprop" }.UnsafeStart();
                Interlocked.Increment(ref alive);
            }
        }
    }

    private void Wake(int most)
    {
        lock (helpersGate)
        {
            for (int i = Math.Min(most, asleep); i > 0; i--)
                Monitor.Pulse(helpersGate);
        }
    }

    private bool Claim(out int part)
    {
        long seen = Volatile.Read(ref ticket);
        while ((seen & Left) != 0)
        {
            long before = Interlocked.CompareExchange(ref ticket, seen - 1, seen);
            if (before == seen)
            {
                part = (int)(seen & Left) - 1;
                return true;
            }
            seen = before;
        }
        part = -1;
        return false;
    }

    private void Do(int part)
    {
        try
        {
            if (Volatile.Read(ref failure) is null)
                work!.Run(part);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
        if (Interlocked.Decrement(ref unfinished) == 0 && Volatile.Read(ref callerAsleep))
        {
            lock (callerGate)
                Monitor.Pulse(callerGate);
        }
    }

    private void AwaitParts()
    {
        for (int i = 0; i < spins; i++)
        {
            if (Volatile.Read(ref unfinished) == 0)
                return;
            Thread.SpinWait(10);
        }
        lock (callerGate)
        {
            Volatile.Write(ref callerAsleep, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref unfinished) != 0)
                Monitor.Wait(callerGate);
            Volatile.Write(ref callerAsleep, false);
        }
    }

    private void Help()
    {
        do
        {
            while (Claim(out int part))
                Do(part);
        }
        while (AwaitWork());
    }

    private bool AwaitWork()
    {
        for (int i = 0; i < spins; i++)
        {
            if ((Volatile.Read(ref ticket) & Left) != 0)
                return true;
            Thread.SpinWait(10);
        }
        lock (helpersGate)
        {
            Interlocked.Increment(ref asleep);
            bool stay = true;
            while (stay && !disposed && (Volatile.Read(ref ticket) & Left) == 0)
                stay = Monitor.Wait(helpersGate, IdleMilliseconds);
            Interlocked.Decrement(ref asleep);
            if (stay && !disposed)
                return true;
            Interlocked.Decrement(ref alive);
            return false;
        }
    }
}
