using System.Runtime.CompilerServices;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Lanes;

namespace Backprop.Losses;

/// <summary>The memory of a batch's errors.</summary>
/// <param name="Width">The vector width to compute with.</param>
/// <param name="Outputs">N × K: the activations a (where <see cref="ErrorFunction.FromActivations"/>) or the outputs y.</param>
/// <param name="Targets">N × K.</param>
/// <param name="Weights">N: w_n.</param>
/// <param name="Errors">N: gets w_n E_n.</param>
/// <param name="Deltas">
/// N × K: gets w_n ∂E_n/∂a or, where the outputs are y, w_n ∂E_n/∂y (the output layer multiplies by σ'); null where only the error is needed.
/// </param>
internal sealed record ErrorPlace(VectorWidth Width, Matrix Outputs, Matrix Targets, float[] Weights, double[] Errors, Matrix? Deltas);

/// <summary>An error function over the rows of a batch. Several threads may evaluate different rows at the same time.</summary>
internal abstract class BatchError
{
    /// <summary>The errors and deltas of some rows, and Σ w_n E_n over them, in order.</summary>
    public abstract double Evaluate(int firstRow, int rows);
}

/// <summary>The loop over the rows, compiled for each formula: a batch costs one virtual call.</summary>
internal sealed class BatchError<TError>(TError error, ErrorPlace place) : BatchError
    where TError : struct, IRowError
{
    private readonly VectorWidth width = place.Width;
    private readonly Matrix outputs = place.Outputs, targets = place.Targets;
    private readonly Matrix? deltas = place.Deltas;
    private readonly float[] weights = place.Weights;
    private readonly double[] errors = place.Errors;

    // Not inlined: among the caller's many variables it would work on the stack.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override double Evaluate(int firstRow, int rows)
    {
        double sum = 0;
        for (int n = firstRow; n < firstRow + rows; n++)
        {
            float weight = weights[n];
            var delta = deltas is null ? default : deltas.Row(n);
            double weighted = weight * error.Row(width, outputs.Row(n), targets.Row(n), delta);
            errors[n] = weighted;
            sum += weighted;
            if (weight != 1)
                foreach (ref float d in delta)
                    d *= weight;
        }
        return sum;
    }
}

/// <summary>The error of one row.</summary>
internal interface IRowError
{
    /// <summary>E_n of one row; the deltas, where needed (not empty), without the row's weight.</summary>
    double Row(VectorWidth width, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, Span<float> deltas);
}
