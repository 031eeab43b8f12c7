namespace Backprop.Training.Optimizers;

/// <summary>A parameter of an optimizer besides η.</summary>
/// <param name="Name">The name used in files, messages and on the command line, such as <c>beta1</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What it does, as help puts it.</param>
internal sealed record OptimizerParameter(string Name, double Value, string Meaning);
