using Backprop.Files;
using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Threads;
using Backprop.Training;

namespace Backprop.Tabular.Models;

/// <summary>The networks of a model, whose outputs are averaged: of classes the probabilities, of numbers the outputs. One network is the usual case of it. Immutable.</summary>
internal sealed class Ensemble
{
    private readonly Network[] members;
    private readonly bool areClasses;

    /// <summary>An ensemble.</summary>
    /// <param name="members">At least one network, all of the same layers.</param>
    /// <param name="areClasses">Whether they have learned classes.</param>
    public Ensemble(IEnumerable<Network> members, bool areClasses) => (this.members, this.areClasses) = ([.. members], areClasses);

    /// <summary>The networks.</summary>
    public IReadOnlyList<Network> Members => members;

    /// <summary>The first network.</summary>
    public Network First => members[0];

    /// <summary>The parameters of all networks.</summary>
    public long ParameterCount => members.Sum(member => member.ParameterCount);

    /// <summary>SHA-256 over the parameters: of one network <see cref="Network.WeightsSha256"/>, of several that of all their parameters, one network after the other.</summary>
    public string WeightsSha256()
    {
        if (members.Length == 1)
            return First.WeightsSha256();
        using var hash = new TensorHash();
        foreach (var parameter in members.SelectMany(member => member.Parameters))
            hash.Append(parameter.ToArray());
        return hash.Finish();
    }

    /// <summary>The probabilities of classes, or the outputs of numbers, of rows.</summary>
    /// <param name="inputs">N × D.</param>
    /// <param name="outputs">At least N × K; receives the means over the networks.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="cancellation">Ends it within some rows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Predict(Matrix inputs, Matrix outputs, Processor processor, CancellationToken cancellation)
    {
        Predict(First, inputs, outputs, processor, cancellation);
        if (members.Length == 1)
            return;
        var one = new Matrix(outputs.Rows, outputs.Columns);
        foreach (var member in members.AsSpan(1))
        {
            Predict(member, inputs, one, processor, cancellation);
            for (int n = 0; n < inputs.Rows; n++)
                Add(one.Row(n), outputs.Row(n));
        }
        for (int n = 0; n < inputs.Rows; n++)
            foreach (ref float y in outputs.Row(n))
                y /= members.Length;
    }

    /// <summary>The mean error over the networks.</summary>
    /// <param name="examples">The rows.</param>
    /// <param name="processor">Threads and vector width.</param>
    /// <param name="meanError">The mean error of one of them.</param>
    public double MeanError(Examples examples, Processor processor, Func<Evaluation, double> meanError) =>
        members.Average(member => meanError(new Evaluation(member, examples, processor)));

    private void Predict(Network network, Matrix inputs, Matrix outputs, Processor processor, CancellationToken cancellation)
    {
        network.Predict(inputs, outputs, processor, cancellation);
        if (areClasses)
            ClassProbabilities.FromOutputs(network, outputs);
    }

    private static void Add(ReadOnlySpan<float> from, Span<float> to)
    {
        for (int k = 0; k < to.Length; k++)
            to[k] += from[k];
    }
}
