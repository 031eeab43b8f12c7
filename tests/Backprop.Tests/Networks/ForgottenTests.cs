using System.Runtime.CompilerServices;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;

namespace Backprop.Tests.Networks;

public class ForgottenTests
{
    [Fact]
    public void A_network_that_has_predicted_is_collected_when_it_is_forgotten()
    {
        using var processor = new Processor(2);
        foreach (var used in new[] { Processor.Single, processor })
        {
            WeakReference network = Predicted(used);
            Assert.True(IsCollected(network), $"{used.Threads} threads");
        }
    }

    [Fact]
    public void Processors_do_not_gather_at_a_network()
    {
        var network = new Network([3, 4, 2]);
        WeakReference[] processors = [.. Enumerable.Range(0, 3).Select(_ => Used(network))];
        Assert.True(IsCollected(processors[0]));
        Assert.True(IsCollected(processors[1]));
        GC.KeepAlive(network);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Predicted(Processor processor)
    {
        var network = new Network([3, 4, 2]);
        network.Predict(new Matrix(100, 3), new Matrix(100, 2), processor);
        return new WeakReference(network);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Used(Network network)
    {
        var processor = new Processor(1);
        network.Predict(new Matrix(100, 3), new Matrix(100, 2), processor);
        return new WeakReference(processor);
    }

    private static bool IsCollected(WeakReference reference)
    {
        for (int tries = 0; tries < 10 && reference.IsAlive; tries++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return !reference.IsAlive;
    }
}
