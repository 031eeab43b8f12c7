using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Tests.Threads;

public class TeamTests
{
    [Fact]
    public void Thousands_of_runs_with_more_threads_than_cores_do_every_part_once()
    {
        using var team = new Team(Environment.ProcessorCount + 3);
        int sum = 0;
        var work = new Work(part => Interlocked.Add(ref sum, part + 1));
        for (int run = 0; run < 5000; run++)
        {
            sum = 0;
            int parts = run % 9 + 2;
            Assert.True(team.TryRun(work, parts));
            Assert.Equal(parts * (parts + 1) / 2, sum);
        }
    }

    [Fact]
    public void Helpers_that_sleep_are_woken()
    {
        using var team = new Team(2);
        using var all = new Barrier(3);
        for (int run = 0; run < 3; run++)
        {
            Assert.True(Returns(() => team.TryRun(new Work(_ => all.SignalAndWait()), 3)));
            Thread.Sleep(50);
        }
    }

    [Fact]
    public void A_caller_that_waits_long_is_woken()
    {
        using var team = new Team(1);
        using var both = new Barrier(2);
        int caller = 0, done = 0;
        Assert.True(Returns(() =>
        {
            caller = Environment.CurrentManagedThreadId;
            team.TryRun(new Work(_ =>
            {
                both.SignalAndWait();
                if (Environment.CurrentManagedThreadId != caller)
                    Thread.Sleep(100);
                Interlocked.Increment(ref done);
            }), 2);
        }));
        Assert.Equal(2, done);
    }

    [Fact]
    public void A_caller_that_is_interrupted_sees_its_work_through_and_hears_of_it_afterwards()
    {
        using var team = new Team(1);
        using var both = new Barrier(2);
        int done = 0, doneAtReturn = 0;
        bool heard = false;
        Assert.True(Returns(() =>
        {
            Thread caller = Thread.CurrentThread;
            Assert.True(team.TryRun(new Work(_ =>
            {
                both.SignalAndWait();
                if (Thread.CurrentThread != caller)
                {
                    // The caller is done by then, and sleeps until this part is.
                    Thread.Sleep(100);
                    caller.Interrupt();
                    Thread.Sleep(100);
                }
                Interlocked.Increment(ref done);
            }), 2));
            doneAtReturn = Volatile.Read(ref done);
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                heard = true;
            }
            Assert.True(team.TryRun(new Work(_ => Interlocked.Increment(ref done)), 5));
        }));
        Assert.Equal((2, true, 7), (doneAtReturn, heard, done));
    }

    [Fact]
    public void A_team_at_work_or_disposed_refuses()
    {
        var team = new Team(1);
        bool taken = true;
        Assert.True(team.TryRun(new Work(_ => taken &= team.TryRun(new Work(_ => { }), 2)), 2));
        Assert.False(taken);
        team.Dispose();
        Assert.False(team.TryRun(new Work(_ => { }), 2));
    }

    [Fact]
    public void Shares_of_members_that_do_not_come_are_done_by_those_that_do()
    {
        using var team = new Team(3);
        using var release = new ManualResetEventSlim();
        int done = 0, caller = Environment.CurrentManagedThreadId;
        for (int run = 0; run < 20; run++)
        {
            release.Reset();
            done = 0;
            // Helpers stand still in the first part that they take, until all the others are done.
            team.TryRun(new Work(_ =>
            {
                if (Environment.CurrentManagedThreadId != caller)
                    release.Wait(TimeSpan.FromMinutes(5));
                if (Interlocked.Increment(ref done) >= 37)
                    release.Set();
            }), 40);
            Assert.Equal(40, done);
        }
    }

    /// <summary>Fails instead of hanging when threads never meet; the limit is far beyond any real wait.</summary>
    private static bool Returns(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread.Join(TimeSpan.FromMinutes(5));
    }
}
