using Backprop.Numerics.Threads;

namespace Backprop.Numerics.Tests.Threads;

internal sealed class Work(Action<int> run) : IWork
{
    public void Run(int part, int member) => run(part);
}
