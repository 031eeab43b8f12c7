using Backprop.Numerics.Lanes;
using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Tests.Threads;

public class ProcessorTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(16, 1000)]
    public void Every_part_is_done_once(int threads, int parts)
    {
        using var processor = new Processor(threads);
        var counts = new int[parts];
        for (int run = 0; run < 50; run++)
            processor.Run(new Work(part => Interlocked.Increment(ref counts[part])), parts);
        Assert.All(counts, count => Assert.Equal(50, count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_exception_reaches_the_caller_and_the_processor_goes_on(int threads)
    {
        using var processor = new Processor(threads);
        for (int run = 0; run < 20; run++)
        {
            int bad = run % 8;
            var thrown = Assert.Throws<InvalidOperationException>(() => processor.Run(new Work(part =>
            {
                if (part == bad)
                    throw new InvalidOperationException($"part {part}");
            }), 8));
            Assert.Equal($"part {bad}", thrown.Message);
            int done = 0;
            processor.Run(new Work(_ => Interlocked.Increment(ref done)), 8);
            Assert.Equal(8, done);
        }
    }

    [Fact]
    public void Work_inside_work_is_done_by_the_thread_that_gives_it()
    {
        using var processor = new Processor(3);
        int done = 0;
        processor.Run(new Work(_ =>
        {
            int thread = Environment.CurrentManagedThreadId;
            processor.Run(new Work(_ =>
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                Interlocked.Increment(ref done);
            }), 5);
        }), 6);
        Assert.Equal(30, done);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_threads_use_processors_at_once(bool shared)
    {
        using var common = new Processor(3);
        int done = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            using Processor own = new(3);
            for (int run = 0; run < 300; run++)
                (shared ? common : own).Run(new Work(_ => Interlocked.Increment(ref done)), 7);
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        Assert.Equal(4 * 300 * 7, done);
    }

    [Fact]
    public void After_disposal_work_is_done_by_the_caller()
    {
        var processor = new Processor(3);
        int done = 0;
        processor.Run(new Work(_ => Interlocked.Increment(ref done)), 9);
        processor.Dispose();
        processor.Dispose();
        int thread = Environment.CurrentManagedThreadId;
        processor.Run(new Work(_ => { Assert.Equal(thread, Environment.CurrentManagedThreadId); done++; }), 9);
        Assert.Equal(18, done);
    }

    [Fact]
    public void Sizes_are_checked_and_defaults_are_the_machines()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Processor(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Processor(1025));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Processor(1, (VectorWidth)64));
        Assert.Throws<ArgumentOutOfRangeException>(() => Processor.Single.Run(new Work(_ => { }), -1));
        using var processor = new Processor();
        Assert.Equal(Environment.ProcessorCount, processor.Threads);
        Assert.Equal(VectorWidths.Best, processor.Width);
        Assert.Equal(1, Processor.Single.Threads);
    }
}
