namespace Backprop.Campaigns.Functions;

/// <summary>An elementary function of doubles at every float: it has one form only, so there are no widths to compare.</summary>
/// <param name="name">The name.</param>
/// <param name="function">The engine's function.</param>
/// <param name="reference">The framework's, itself within about one unit in the last place of a double.</param>
internal sealed class DoubleCheck(string name, Func<double, double> function, Func<double, double> reference) : Check(name)
{
    public override string Unit => "double";

    /// <summary>The reference errs itself.</summary>
    public override double Limit => 8;

    public override Finding Run(ReadOnlySpan<uint> bits)
    {
        var worst = new Worst(-1, 0);
        long notNearest = 0;
        foreach (uint pattern in bits)
        {
            double x = BitConverter.UInt32BitsToSingle(pattern);
            double y = function(x), exact = reference(x);
            if (double.IsNaN(y) && double.IsNaN(exact))
                continue;
            if ((float)y != (float)exact)
                notNearest++;
            double error = Units.OfDouble(y, exact);
            if (!(error <= worst.Error))
                worst = new Worst(error, pattern);
        }
        return new Finding(bits.Length, worst, notNearest, new Worst(-1, 0), 0, 0);
    }
}
