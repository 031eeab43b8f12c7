namespace Backprop.Campaigns.Functions;

/// <summary>Errors in units of the last place (ULP) of the exact result: the distance of neighbouring numbers where it stands.</summary>
internal static class Units
{
    /// <summary>|z − exact| in ULP of a float; below the normal floats the unit is the smallest float.</summary>
    public static double OfFloat(float z, double exact)
    {
        if (z == (float)exact && float.IsInfinity(z))
            return 0;
        return Math.Abs(z - exact) * Scale(exact, digits: 23, lowest: -126);
    }

    /// <summary>|y − exact| in ULP of a double.</summary>
    public static double OfDouble(double y, double exact) =>
        y == exact ? 0 : Math.Abs(y - exact) * Scale(exact, digits: 52, lowest: -970);

    // 2^(digits − e) for |exact| = m·2ᵉ, made from its bits: the framework's own scaling costs more than the functions examined.
    private static double Scale(double exact, int digits, int lowest)
    {
        int exponent = (int)(BitConverter.DoubleToInt64Bits(exact) >> 52 & 0x7FF) - 1023;
        return BitConverter.Int64BitsToDouble((1023L + digits - Math.Max(exponent, lowest)) << 52);
    }
}
