using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Backprop.Numerics.Threads;

/// <summary>Threads that help the calling one with work in parts.</summary>
/// <remarks>
/// Each member, the caller first, has a share of the parts that follow one another, the same share of work that is done again: what it wrote is still in
/// its cache then, and no other processor's. A thread that has done its share waits half as long as the share took, and then takes parts of the others':
/// a part costs the wrong processor twice the time, and its owner the next time, too. The caller waits for parts, not for threads: so
/// a helper that the operating system has not woken delays the others only briefly. Waiting is a short spin, as long as from one product of a training
/// step to the next, and then a sleep, because where cores are few a spinning thread keeps the one that it waits for from running.
/// Each share's counter holds the number of the work beside the parts that are left, so a helper that comes late cannot take a part of the
/// wrong work. Counters are two cache lines apart: a line that several processors write to goes from one to the other, up to half a microsecond each time.
/// </remarks>
internal sealed class Team : IDisposable
{
    private const int IdleMilliseconds = 30_000;

    /// <summary>About 0.1 ms of looking every 30 ns or so.</summary>
    private const int Spins = 3000;

    /// <summary>A finished thread waits the time of its own share, divided by this.</summary>
    private const int ShareOfPatience = 2;

    private const int SpinsOfPatience = 4;

    private const long Left = 0x7FFF_FFFF;
    private const long NextWork = Left + 1;

    /// <summary>Two cache lines: processors fetch them in pairs.</summary>
    private const int Apart = 16;

    private readonly object helpersGate = new();
    private readonly object callerGate = new();
    private readonly int members;
    private readonly int spins;
    private readonly bool[] here;
    private int alive = 1;
    private int asleep;
    private int busy;
    private bool callerAsleep;
    private volatile bool disposed;
    private IWork? work;
    private int parts;
    private long number;
    private Exception? failure;

    /// <summary>The unfinished parts, and then each member's counter.</summary>
    private readonly long[] counters;

    public Team(int helpers)
    {
        members = helpers + 1;
        here = new bool[members];
        counters = new long[(members + 2) * Apart];
        spins = helpers < Environment.ProcessorCount ? Spins : 0;
    }

    private ref long Unfinished => ref counters[Apart];

    /// <summary>False when the team is at work for somebody else, or disposed: then nothing was done.</summary>
    public bool TryRun(IWork newWork, int newParts)
    {
        if (disposed || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
            return false;
        try
        {
            if (!TryHire())
                return false;
            work = newWork;
            parts = newParts;
            failure = null;
            number += NextWork;
            Volatile.Write(ref Unfinished, newParts);
            for (int member = members - 1; member >= 0; member--)
                Volatile.Write(ref Share(member), number | (uint)(First(member + 1) - First(member)));
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref asleep) > 0)
                Wake(newParts - 1);
            DoAll(0, number);
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

    private ref long Share(int member) => ref counters[(member + 2) * Apart];

    private int First(int member) => (int)((long)parts * member / members);

    /// <summary>False where the system gives no thread: then the team ends, and callers work alone.</summary>
    private bool TryHire()
    {
        if (Volatile.Read(ref alive) == members)
            return true;
        try
        {
            Hire();
            return true;
        }
        catch (Exception noThread) when (noThread is OutOfMemoryException or ThreadStartException)
        {
            Dispose();
            return false;
        }
    }

    private void Hire()
    {
        lock (helpersGate)
        {
            for (int member = 1; member < members; member++)
            {
                if (here[member])
                    continue;
                int self = member;
                new Thread(() => Help(self)) { IsBackground = true, Name = "Backprop" }.UnsafeStart();
                here[member] = true;
                alive++;
            }
        }
    }

    /// <remarks>A caller that is interrupted here has published its work, so it must see it through: the interruption is kept for after it.</remarks>
    private void Wake(int most)
    {
        try
        {
            lock (helpersGate)
            {
                for (int i = Math.Min(most, asleep); i > 0; i--)
                    Monitor.Pulse(helpersGate);
            }
        }
        catch (ThreadInterruptedException)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    /// <summary>Does the member's share of the work of a number, and then what others have not begun for too long.</summary>
    private void DoAll(int self, long of)
    {
        long start = Stopwatch.GetTimestamp();
        DoShare(self, self, of);
        long done = Stopwatch.GetTimestamp(), patience = done + (done - start) / ShareOfPatience;
        for (int i = 1; i < members; i++)
        {
            int member = self + i < members ? self + i : self + i - members;
            while (spins > 0 && IsLeft(Volatile.Read(ref Share(member)), of) && Stopwatch.GetTimestamp() < patience)
                Thread.SpinWait(SpinsOfPatience);
            DoShare(member, self, of);
        }
    }

    private void DoShare(int member, int self, long of)
    {
        int done = 0;
        for (; Claim(member, of, out int part); done++)
            Do(part, self);
        if (done == 0 || Interlocked.Add(ref Unfinished, -done) != 0 || !Volatile.Read(ref callerAsleep))
            return;
        lock (callerGate)
            Monitor.Pulse(callerGate);
    }

    /// <remarks>A part that has been claimed is not finished, so the work and the number of its parts stay what they are.</remarks>
    private bool Claim(int member, long of, out int part)
    {
        ref long share = ref Share(member);
        long seen = Volatile.Read(ref share);
        while (IsLeft(seen, of))
        {
            long before = Interlocked.CompareExchange(ref share, seen - 1, seen);
            if (before == seen)
            {
                part = First(member) + (int)(seen & Left) - 1;
                return true;
            }
            seen = before;
        }
        part = -1;
        return false;
    }

    /// <summary>Whether a share has parts left that no thread has begun, and they are of the work with that number.</summary>
    private static bool IsLeft(long share, long of) => (share & ~Left) == of && share != of;

    private void Do(int part, int self)
    {
        try
        {
            if (Volatile.Read(ref failure) is null)
                work!.Run(part, self);
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, exception, null);
        }
    }

    private void AwaitParts()
    {
        for (int i = 0; i < spins; i++)
        {
            if (Volatile.Read(ref Unfinished) == 0)
                return;
            Thread.SpinWait(1);
        }
        bool interrupted = false;
        while (Volatile.Read(ref Unfinished) != 0)
        {
            try
            {
                SleepUntilPartsAreDone();
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
        if (interrupted)
            Thread.CurrentThread.Interrupt();
    }

    private void SleepUntilPartsAreDone()
    {
        lock (callerGate)
        {
            try
            {
                Volatile.Write(ref callerAsleep, true);
                Interlocked.MemoryBarrier();
                while (Volatile.Read(ref Unfinished) != 0)
                    Monitor.Wait(callerGate);
            }
            finally
            {
                Volatile.Write(ref callerAsleep, false);
            }
        }
    }

    private void Help(int self)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref Share(self)) & ~Left;
            DoAll(self, seen);
        }
        while (AwaitWork(self, seen));
    }

    /// <summary>Waits for work of another number than that last seen; false when the helper should go.</summary>
    private bool AwaitWork(int self, long seen)
    {
        for (int i = 0; i < spins; i++)
        {
            if ((Volatile.Read(ref Share(self)) & ~Left) != seen)
                return true;
            Thread.SpinWait(1);
        }
        lock (helpersGate)
        {
            Interlocked.Increment(ref asleep);
            bool stay = true;
            while (stay && !disposed && (Volatile.Read(ref Share(self)) & ~Left) == seen)
                stay = Monitor.Wait(helpersGate, IdleMilliseconds);
            Interlocked.Decrement(ref asleep);
            if (stay && !disposed)
                return true;
            here[self] = false;
            alive--;
            return false;
        }
    }
}
