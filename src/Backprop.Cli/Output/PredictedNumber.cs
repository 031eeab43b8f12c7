using System.Globalization;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;

namespace Backprop.Cli.Output;

/// <summary>Predicted numbers with their significant digits: networks compute in single precision, and further digits would be noise.</summary>
internal static class PredictedNumber
{
    /// <summary>The numbers of a prediction, each the double whose shortest text has its digits.</summary>
    public static double[] Of(Model model, Prediction prediction)
    {
        var scales = (model.Targets as NumberTargets)?.Scales;
        return [.. prediction.Values.Select((value, k) => Of(value, scales?[k].Deviation))];
    }

    /// <summary>A number with the digits of a float; a target that varies little around a large number keeps the digits of its deviation.</summary>
    public static double Of(double value, double? deviation = null)
    {
        if (!float.IsFinite((float)value))
            return double.NaN;
        if (deviation is not { } unit || Math.Abs(value - (float)value) <= 1e-6 * unit)
            return double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int decimals = 0;
        for (double place = 1e-7 * unit; place < 1 && decimals < 15; place *= 10)
            decimals++;
        return Math.Round(value, decimals);
    }
}
