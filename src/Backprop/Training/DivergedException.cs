using System.Globalization;
using Backprop.Execution;
using Backprop.Layers;
using Backprop.Networks;
using Backprop.Parameters;

namespace Backprop.Training;

/// <summary>Weights or an error of a training are not finite; the message names the step, the layer where it began, and what to try.</summary>
public sealed class DivergedException : Exception
{
    private DivergedException(string message, long step, Exception? inner = null) : base(message, inner) => Step = step;

    /// <summary>The step, from 1, that could not be done: found in its forward pass, or before it at the end of an epoch.</summary>
    public long Step { get; }

    /// <summary>The same of one of several trainings.</summary>
    /// <param name="which">Which one, as the message begins.</param>
    internal DivergedException Of(string which) => new($"{which}: {Message}", Step, this);

    /// <summary>The error of a batch.</summary>
    /// <param name="step">The step, from 1, that found it.</param>
    /// <param name="network">The network.</param>
    /// <param name="pass">The pass that found it.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="places">The indices of the rows among the training rows, from 0; empty where not known.</param>
    /// <param name="learningRate">η of the step.</param>
    internal static DivergedException At(long step, Network network, NetworkPass pass, int rows, ReadOnlySpan<int> places, double learningRate)
    {
        int bad = FirstBadRow(pass, rows);
        string? row = bad < 0 ? null : places.IsEmpty ? $"row {bad + 1} of its batch" : $"row {places[bad] + 1} of the training rows";
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged: the error at step {step} is not finite; {Where(step, network, pass, row, rows)}. {Advice(learningRate)}"), step);
    }

    /// <summary>The error on other rows than the batch's, with the weights after a step.</summary>
    /// <param name="steps">The steps done.</param>
    /// <param name="what">Which rows, such as <c>validation rows</c>.</param>
    /// <param name="network">The network.</param>
    /// <param name="pass">The pass that found it.</param>
    /// <param name="first">The place, from 0, of its first row among all.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="learningRate">η of the last step.</param>
    internal static DivergedException On(long steps, string what, Network network, NetworkPass pass, int first, int rows, double learningRate)
    {
        int bad = FirstBadRow(pass, rows);
        string where = Where(steps + 1, network, pass, bad < 0 ? null : $"row {first + bad + 1} of the {what}", rows);
        return new(string.Create(
            CultureInfo.InvariantCulture,
            $"Training diverged: after step {steps} the error on the {what} is not finite; {where}. {Advice(learningRate)}"), steps + 1);
    }

    /// <summary>Refuses weights and moments that are not finite, at the end of an epoch: no further step might check them.</summary>
    /// <exception cref="DivergedException">There are such weights or moments.</exception>
    internal static void RequireFinite(BatchStep step, double learningRate)
    {
        var parameters = step.Network.Parameters;
        void Require(ParameterValues values, string what)
        {
            for (int b = 0; b < parameters.Blocks.Count; b++)
                if (!Finite.All(values.Matrices[b].Values))
                    throw new DivergedException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Training diverged: the update of step {step.Count} made {what} of layer {parameters.LayerOf(b)} infinite or NaN. {Advice(learningRate)}"), step.Count + 1);
        }

        Require(parameters.Values, "weights");
        foreach (var moment in step.Moments)
            Require(moment, "the optimizer's moments");
    }

    private static bool AreFinite(Layer layer) => layer.Blocks.All(block => Finite.All(block.Values.Values));

    private static string Advice(double learningRate) => string.Create(
        CultureInfo.InvariantCulture,
        $"Try a smaller learning rate (now {learningRate:G4}; for example a tenth of it), a limit on the gradient's norm, or inputs on a common scale.");

    /// <summary>The first row, from 0, that came in with numbers that are not finite; −1 for none.</summary>
    private static int FirstBadRow(NetworkPass pass, int rows)
    {
        pass.InputCopies?.FillFirst();
        for (int n = 0; n < rows; n++)
            if (!Finite.All(pass.Inputs.Row(n)) || !Finite.All(pass.Targets.Row(n)))
                return n;
        return -1;
    }

    private static string Where(long step, Network network, NetworkPass pass, string? badRow, int rows)
    {
        if (badRow is not null)
            return $"{badRow} has inputs or targets that are not finite";
        for (int l = 0; l < network.Layers.Count; l++)
        {
            if (!AreFinite(network.Layers[l]))
                return $"it began in layer {l + 1}, whose weights the update of step {step - 1} made infinite or NaN";
            for (int n = 0; n < rows; n++)
                if (!Finite.All(pass.Layers[l].Outputs.Row(n)))
                    return $"it began in layer {l + 1}, whose activations overflow after the update of step {step - 1}";
        }
        return "it began at the outputs, which are finite but so far from the targets that the error overflows";
    }
}
