using Backprop.Explain.Derivations;
using Backprop.Textbook;

namespace Backprop.Explain.Diagrams;

/// <summary>What is to be seen in a drawing of characters: it speaks of what was drawn only.</summary>
internal static class DiagramCaption
{
    /// <summary>Of large layers not all is drawn: which inputs and units are.</summary>
    public static string Choice(ShownUnits shown, bool isChosen) => shown.IsWhole ? ""
        : isChosen ? " Of each large layer the chosen units are drawn." : " Of each large layer the units that matter most are drawn, by |δ| or, for inputs, by |x ∂E/∂x|.";

    /// <summary>The caption of a drawing.</summary>
    /// <param name="step">The step.</param>
    /// <param name="options">The options of the diagram.</param>
    /// <param name="isWired">Whether there is a line for each weight.</param>
    /// <param name="hasDerivatives">Whether these lines show the derivatives.</param>
    public static string Of(TextbookStep step, DiagramOptions options, bool isWired, bool hasDerivatives)
    {
        string lines = isWired ? "" : "A line represents all the weights between two layers; the tables below have their numbers. ";
        string numbers = !options.Deltas ? ""
            : hasDerivatives ? "The δ and the derivatives ∂ = ∂E/∂w, beside each weight, come from steps 3 to 5."
            : step.Layers.Count == 1 ? "The δ come from step 3; the derivatives are in step 5." : "The δ come from steps 3 and 4; the derivatives are in step 5.";
        // A line for each weight leaves nothing out.
        string choice = isWired ? "" : Choice(ShownUnits.Of(step, options.MaxUnits, options.Units), options.Units is not null && options.IsChosen);
        return (lines + numbers).TrimEnd() is { Length: > 0 } caption ? caption + choice : choice.Trim();
    }
}
