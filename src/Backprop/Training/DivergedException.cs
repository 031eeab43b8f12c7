using System.Globalization;
using Backprop.Networks;
using Backprop.Numerics.Buffers;

namespace Backprop.Training;

/// <summary>Training has come to weights or an error that are not finite; the message names the step, the layer where it began, and what to try.</summary>
public sealed class DivergedException : Exception
{
    private DivergedException(string message, long step) : base(message) => Step = step;

    /// <summary>The step, from 1, that could not be done: found in its forward pass, or before it at the end of an epoch.</summary>
    public long Step { get; }

    internal static DivergedException At(long step, Network network, NetworkPass pass, int rows, double learningRate) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Training diverged: the error at step {step} is not a finite number; {Where(step, network, pass, "of its batch", 0, rows)}. {Advice(learningRate)}"), step);

    /// <summary>The error on other rows than the batch's, with the weights after a step.</summary>
    /// <param name="steps">The steps done.</param>
    /// <param name="what">Which rows, such as <c>validation rows</c>.</param>
    /// <param name="network">The network.</param>
    /// <param name="pass">The pass that found it.</param>
    /// <param name="first">The place, from 0, of its first row among all.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="learningRate">η of the last step.</param>
    internal static DivergedException On(long steps, string what, Network network, NetworkPass pass, int first, int rows, double learningRate) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Training diverged: after step {steps} the error on the {what} is not a finite number; {Where(steps + 1, network, pass, $"of the {what}", first, rows)}. {Advice(learningRate)}"),
        steps + 1);

    /// <summary>Refuses weights that are not finite, at the end of an epoch: no further step might look at them.</summary>
    /// <exception cref="DivergedException">There are such weights.</exception>
    internal static void RequireWeights(long steps, Network network, double learningRate)
    {
        for (int l = 0; l < network.Layers.Count; l++)
            if (!AllFinite(network.Layers[l].Weights.Values))
                throw new DivergedException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Training diverged: the update of step {steps} made weights of layer {l + 1} infinite or NaN. {Advice(learningRate)}"), steps + 1);
    }

    private static string Advice(double learningRate) => string.Create(
        CultureInfo.InvariantCulture,
        $"Try a smaller learning rate (now {learningRate:G4}; a tenth of it, say), a limit on the gradient's norm, or inputs on a common scale.");

    private static string Where(long step, Network network, NetworkPass pass, string whose, int first, int rows)
    {
        pass.InputCopies?.FillFirst();
        for (int n = 0; n < rows; n++)
            if (!AllFinite(pass.Inputs.Row(n)) || !AllFinite(pass.Targets.Row(n)))
                return $"row {first + n + 1} {whose} holds inputs or targets that are not finite";
        for (int l = 0; l < network.Layers.Count; l++)
        {
            if (!AllFinite(network.Layers[l].Weights.Values))
                return $"it began in layer {l + 1}, whose weights the update of step {step - 1} made infinite or NaN";
            for (int n = 0; n < rows; n++)
                if (!AllFinite(pass.Layers[l].Outputs.Row(n)))
                    return $"it began in layer {l + 1}, whose activations overflow after the update of step {step - 1}";
        }
        return "it began at the outputs, which are finite but too far from the targets for their error to be";
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value))
                return false;
        return true;
    }
}
