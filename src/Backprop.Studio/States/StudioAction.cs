using Backprop.Explain.Derivations;

namespace Backprop.Studio.States;

/// <summary>An action of the user on the state, applied by <see cref="Reducer"/>.</summary>
/// <param name="IsUndone">Whether undo reverses it; navigation is not undone.</param>
public abstract record StudioAction(bool IsUndone = true);

/// <summary>Shows a step of the algorithm, 1 to 6.</summary>
public sealed record GoTo(int Step) : StudioAction(IsUndone: false);

/// <summary>The next step; after the update, the next round with the new weights.</summary>
public sealed record Next() : StudioAction(IsUndone: false);

/// <summary>The previous step.</summary>
public sealed record Previous() : StudioAction(IsUndone: false);

/// <summary>Does whole rounds of the algorithm on the row: the rest of the current one, and more.</summary>
public sealed record Learn(int Rounds) : StudioAction;

/// <summary>Replaces a weight, an input, a target or η.</summary>
public sealed record Edit(Quantity Quantity, double Value) : StudioAction;

/// <summary>Creates a new network.</summary>
public sealed record ChangeNetwork(NetworkPlan Plan) : StudioAction;

/// <summary>Draws a unit of a large layer individually, or no longer.</summary>
/// <param name="Column">0 the inputs, l layer l.</param>
/// <param name="Unit">The input or unit, from 0.</param>
public sealed record DrawOut(int Column, int Unit) : StudioAction(IsUndone: false);

/// <summary>Opens the derivation of a number.</summary>
public sealed record Open(Quantity Quantity) : StudioAction(IsUndone: false);

/// <summary>Returns to the previous derivation, and from the first to the step's equations.</summary>
public sealed record Back() : StudioAction(IsUndone: false);

/// <summary>Loads another network and row.</summary>
public sealed record Load(Lesson Lesson) : StudioAction;

/// <summary>Shows formulas with this many digits.</summary>
public sealed record ShowDigits(int Digits) : StudioAction(IsUndone: false);

/// <summary>Sets the choices of the training.</summary>
public sealed record ChooseTraining(TrainChoices Choices) : StudioAction(IsUndone: false);

/// <summary>Replaces the whole state.</summary>
public sealed record Restore(StudioState State) : StudioAction;
