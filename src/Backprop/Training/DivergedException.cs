using System.Globalization;
using Backprop.Networks;
using Backprop.Numerics.Buffers;

namespace Backprop.Training;

/// <summary>Training has come to an error that is no finite number; the message names the step, the layer where it began, and what to try.</summary>
public sealed class DivergedException : Exception
{
    private DivergedException(string message, long step) : base(message) => Step = step;

    /// <summary>The step, from 1, whose forward pass found it.</summary>
    public long Step { get; }

    internal static DivergedException At(long step, Network network, NetworkPass pass, int rows, double learningRate) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"Training diverged: the error at step {step} is not a finite number; {Where(step, network, pass, rows)}. "
        + $"Try a smaller learning rate (now {learningRate:G4}; a tenth of it, say), a limit on the gradient's norm, or inputs on a common scale."), step);

    private static string Where(long step, Network network, NetworkPass pass, int rows)
    {
        for (int n = 0; n < rows; n++)
            if (!AllFinite(pass.Inputs.Row(n)) || !AllFinite(pass.Targets.Row(n)))
                return $"row {n + 1} of its batch holds inputs or targets that are not finite";
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
