namespace Backprop.Campaigns.Functions;

/// <summary>A function under examination: what it is compared with, and how a run of floats is checked.</summary>
internal abstract class Check(string name)
{
    public string Name { get; } = name;

    /// <summary>What the unit of the errors is: a float's last place, or a double's.</summary>
    public abstract string Unit { get; }

    /// <summary>The most units that a value may err by.</summary>
    public abstract double Limit { get; }

    /// <summary>Checks the floats of these bit patterns.</summary>
    /// <param name="bits">Bit patterns of single-precision numbers.</param>
    public abstract Finding Run(ReadOnlySpan<uint> bits);
}
