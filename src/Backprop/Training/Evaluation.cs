using Backprop.Execution;
using Backprop.Networks;
using Backprop.Numerics.Threads;

namespace Backprop.Training;

/// <summary>The mean error of a network over examples, Σ w_n E_n / Σ w_n, in row order; the memory is made once and reused.</summary>
public sealed class Evaluation
{
    private const int ChunkRows = 256;

    private readonly Network network;
    private readonly Executor executor;
    private readonly NetworkPass pass;
    private readonly Examples examples;
    private readonly RobustMean? robust;
    private readonly ValidationMeasure measure;

    /// <summary>An evaluation of a network, whose weights are read at each run, over examples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">At least one row, with the network's D inputs and K outputs.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network or its error function, or there are none, or none that counts.</exception>
    public Evaluation(Network network, Examples examples) : this(network, examples, processor: null) { }

    /// <summary>An evaluation on some threads.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">At least one row, with the network's D inputs and K outputs.</param>
    /// <param name="processor">Threads and vector width; null for the calling thread alone.</param>
    /// <param name="measure">What is measured.</param>
    /// <param name="robust">Whether what one row counts is limited, see <see cref="TrainingOptions.RobustValidation"/>.</param>
    internal Evaluation(Network network, Examples examples, Processor? processor = null, bool robust = false, ValidationMeasure measure = ValidationMeasure.Error)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        Require(network, examples);
        this.network = network;
        this.examples = examples;
        this.measure = measure;
        this.robust = robust && measure == ValidationMeasure.Error ? new RobustMean(network, examples) : null;
        executor = network.ExecutorFor(Math.Min(ChunkRows, examples.Count), processor ?? Processor.Single);
        pass = executor.Pass;
    }

    /// <summary>The mean error E_n.</summary>
    public double MeanError() => Mean(null, CancellationToken.None);

    /// <summary>The mean error E_n of a network in training.</summary>
    /// <param name="rows">What messages call the rows, such as <c>validation rows</c>.</param>
    /// <param name="steps">The steps done.</param>
    /// <param name="learningRate">η of the last step.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    /// <exception cref="DivergedException">It is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal double MeanError(string rows, long steps, double learningRate, CancellationToken cancellation = default) =>
        Mean((first, count) => DivergedException.On(steps, rows, network, pass, first, count, learningRate), cancellation);

    private double Mean(Func<int, int, DivergedException>? diverged, CancellationToken cancellation)
    {
        double error = 0, weight = 0, wrong = 0;
        for (int start = 0; start < examples.Count; start += pass.Inputs.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            int rows = Math.Min(pass.Inputs.Rows, examples.Count - start);
            for (int n = 0; n < rows; n++)
            {
                examples.CopyTo(start + n, pass, n);
                weight += pass.RowWeights[n];
            }
            error += executor.Propagate(rows);
            robust?.Set(start, pass.Errors[..rows]);
            if (measure == ValidationMeasure.WrongClasses)
                wrong += WrongWeight(rows);
            if (diverged is not null && !double.IsFinite(error))
                throw diverged(start, rows);
        }
        return measure == ValidationMeasure.WrongClasses ? wrong / weight : robust?.Of(error) ?? error / weight;
    }

    /// <summary>Σ w_n of the rows whose largest output is not that of the largest target; one output stands for two classes. Activations are in the order of outputs.</summary>
    private double WrongWeight(int rows)
    {
        double wrong = 0;
        for (int n = 0; n < rows; n++)
        {
            ReadOnlySpan<float> outputs = pass.Outputs.Row(n), targets = pass.Targets.Row(n);
            bool isRight = outputs.Length == 1 ? outputs[0] > 0 == targets[0] > 0.5f : Largest(outputs) == Largest(targets);
            wrong += isRight ? 0 : pass.RowWeights[n];
        }
        return wrong;
    }

    private static int Largest(ReadOnlySpan<float> values)
    {
        int largest = 0;
        for (int k = 1; k < values.Length; k++)
            if (values[k] > values[largest])
                largest = k;
        return largest;
    }

    /// <exception cref="ArgumentException">The examples do not match the network, there are none, all have weight 0, or targets are outside the domain of its error function.</exception>
    internal static void Require(Network network, Examples examples)
    {
        if (examples.Count == 0)
            throw new ArgumentException("There are no rows.", nameof(examples));
        if (!examples.AnyCounts)
            throw new ArgumentException("All rows have the weight 0.", nameof(examples));
        if (examples.Inputs.Columns != network.Inputs || examples.Outputs != network.Outputs)
            throw new ArgumentException(
                $"The network {network.Sizes} has {network.Inputs} inputs and {network.Outputs} outputs, but the examples have {examples.Inputs.Columns} and {examples.Outputs}.", nameof(examples));
        if (examples.HasClasses)
            return;
        var targets = new float[network.Outputs];
        for (int n = 0; n < examples.Count; n++)
        {
            examples.CopyTargetsTo(n, targets);
            if (examples.RowWeight(n) > 0 && network.Error.WhyNotTargets(targets) is { } problem)
                throw new ArgumentException($"The targets of row {n + 1} {problem}.", nameof(examples));
        }
    }
}
