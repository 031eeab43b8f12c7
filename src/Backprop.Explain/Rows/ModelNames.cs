using Backprop.Explain.Derivations;
using Backprop.Explain.Text;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Tabular.Tables;
using Backprop.Textbook;

namespace Backprop.Explain.Rows;

/// <summary>What a model's inputs and outputs are called, and what they are in their columns' own units.</summary>
internal static class ModelNames
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
        return new() { InputNames = model.Inputs?.InputNames, OutputNames = Outputs(model), AreTrained = model.Record is not null };
    }

    /// <summary>Options of a derivation with the names of a model and the values of a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">The row.</param>
    /// <param name="step">The step on this row.</param>
    /// <param name="digits">Significant digits, 1 to 17.</param>
    public static DerivationOptions Options(Model model, ExplainedRow row, TextbookStep step, int digits)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(step);
        var text = new NotationText(new TextOptions { Digits = digits });
        string[]? Own(double[] values, Func<NumberTargets, int, string> more) =>
            model.Targets is NumberTargets targets && targets.Scales.Any(scale => scale != Standardization.None)
                ? [.. values.Select((value, k) => text.Write(targets.Scales[k].Undo(value)) + more(targets, k))]
                : null;
        string Limited(NumberTargets targets, int k) =>
            targets.IsLimited(k, step.Outputs[k]) ? $", limited to {text.Write(targets.Decode(k, step.Outputs[k]))}" : "";
        return Options(model) with
        {
            InputValues = row.Row is null || model.Inputs is null ? null : [.. model.Inputs.Columns.SelectMany(encoder => Enumerable.Range(0, encoder.Inputs).Select(input => encoder.ValueText(row.Row.Find(encoder.Column)!, input)))],
            OutputValues = Own(step.Outputs, Limited),
            TargetValues = Own(step.Targets, (_, _) => ""),
        };
    }
}
