namespace Backprop.Execution;

/// <summary>A way to carry out a pass over the rows of a batch.</summary>
internal abstract class Strategy
{
    /// <summary>The algorithm's steps up to the δ, see <see cref="Executor.Propagate"/>.</summary>
    public abstract double Propagate(int rows);

    /// <summary>The derivatives and what follows them, see <see cref="Executor.Differentiate"/>.</summary>
    public abstract void Differentiate(int rows, float scale);
}
