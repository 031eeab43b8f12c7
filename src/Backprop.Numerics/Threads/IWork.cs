namespace Backprop.Numerics.Threads;

/// <summary>Work in numbered parts that may be done in any order and at the same time.</summary>
internal interface IWork
{
    /// <summary>Does one part. No two parts may write to the same place, and what a part computes may not depend on who does it.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="member">Who does it, from 0, the calling thread, to <see cref="Processor.Members"/> − 1: for memory of one's own.</param>
    void Run(int part, int member);
}
