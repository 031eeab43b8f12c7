using Backprop.Explain.Derivations;

namespace Backprop.Studio.States;

/// <summary>What a user can do to the state. <see cref="Reducer"/> says what comes of it.</summary>
/// <param name="IsUndone">Whether undo takes it back; looking around is not undone.</param>
public abstract record StudioAction(bool IsUndone = true);

/// <summary>Shows a step of the algorithm, 1 to 6.</summary>
public sealed record GoTo(int Step) : StudioAction(IsUndone: false);

/// <summary>The next step; after the update, the next round with the new weights.</summary>
public sealed record Next() : StudioAction(IsUndone: false);

/// <summary>The step before.</summary>
public sealed record Previous() : StudioAction(IsUndone: false);

/// <summary>Does whole rounds of the algorithm on the row: all that remains of this one, and more.</summary>
public sealed record Learn(int Rounds) : StudioAction;

/// <summary>Puts another number in place of a weight, an input, a target or η.</summary>
public sealed record Edit(Quantity Quantity, double Value) : StudioAction;

/// <summary>Makes a new network.</summary>
public sealed record ChangeNetwork(NetworkPlan Plan) : StudioAction;

/// <summary>Draws a unit of a large layer out, or no longer.</summary>
/// <param name="Column">0 the inputs, l layer l.</param>
/// <param name="Unit">The input or unit, from 0.</param>
public sealed record DrawOut(int Column, int Unit) : StudioAction(IsUndone: false);

/// <summary>Opens the derivation of a number.</summary>
public sealed record Open(Quantity Quantity) : StudioAction(IsUndone: false);

/// <summary>Goes back to the derivation before, and from the first to the step's equations.</summary>
public sealed record Back() : StudioAction(IsUndone: false);

/// <summary>Begins with another network and row.</summary>
public sealed record Load(Lesson Lesson) : StudioAction;

/// <summary>Shows formulas with so many digits.</summary>
public sealed record ShowDigits(int Digits) : StudioAction(IsUndone: false);

/// <summary>Puts a whole state in place of this one.</summary>
public sealed record Restore(StudioState State) : StudioAction;
