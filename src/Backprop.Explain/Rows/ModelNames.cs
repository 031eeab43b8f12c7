using Backprop.Explain.Derivations;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Explain.Rows;

/// <summary>What a model's inputs and outputs are called.</summary>
public static class ModelNames
{
    /// <summary>K names of the outputs: the classes (the second of two that share an output) or the target columns; null for a bare network.</summary>
    public static IReadOnlyList<string>? Outputs(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Targets is ClassTargets classes ? (classes.Outputs == 1 ? [classes.Labels[^1]] : classes.Labels) : model.Targets?.Columns;
    }

    /// <summary>Options of a derivation with the names of a model.</summary>
    public static DerivationOptions Options(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new() { InputNames = model.Inputs?.InputNames, OutputNames = Outputs(model) };
    }
}
