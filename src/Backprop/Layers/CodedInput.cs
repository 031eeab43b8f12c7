namespace Backprop.Layers;

/// <summary>An input of a network that holds the code of a category, not a number.</summary>
/// <param name="Input">Its place, from 0.</param>
/// <param name="Codes">How many codes there are, at least 1: the input holds a whole number from 0 to below this, or −1 for none of them.</param>
public readonly record struct CodedInput(int Input, int Codes);
