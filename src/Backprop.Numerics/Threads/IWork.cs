namespace Backprop.Numerics.Threads;

/// <summary>Work in numbered parts that may be done in any order and at the same time.</summary>
public interface IWork
{
    /// <summary>Does one part. No two parts may write to the same place, and what a part computes may not depend on who does it.</summary>
    /// <param name="part">From 0.</param>
    void Run(int part);
}
