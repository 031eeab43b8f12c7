using Backprop.Studio.Data;

namespace Backprop.Studio.Components.Train;

/// <summary>The titles of the picture of what a network has learned.</summary>
internal static class PictureTitle
{
    /// <summary>The text where there is nothing to draw.</summary>
    public const string Nothing = "A surface needs columns of numbers; these data have only small images or labels. The curves and layers show how it learns.";

    /// <summary>The title, for the features that are drawn over.</summary>
    public static string Of(DataSet? data, Feature? x, Feature? y) =>
        y is not null ? data is { HasClasses: true } ? "Decision surface" : "Surface"
        : x is not null ? "Fitted curve"
        : data is not null && FirstWeights.Shows(data.Inputs) ? "Weights of the first layer" : "Surface";
}
