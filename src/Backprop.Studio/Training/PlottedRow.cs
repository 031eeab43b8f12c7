using Backprop.Studio.Data;
using Backprop.Training;

namespace Backprop.Studio.Training;

/// <summary>A row as a point of a surface or beside a curve.</summary>
/// <param name="X">Its position from left to right, 0 to 1.</param>
/// <param name="Y">Its position from bottom to top, 0 to 1; beside a curve the target itself.</param>
/// <param name="Target">Its first target.</param>
/// <param name="Class">Its class; 0 without classes.</param>
/// <param name="IsValidation">Whether it is a validation row.</param>
public readonly record struct PlottedRow(double X, double Y, double Target, int Class, bool IsValidation)
{
    private const int MaxTraining = 300, MaxValidation = 100;

    /// <summary>A sample of the rows of each part, over two features, or over one and the target.</summary>
    internal static IReadOnlyList<PlottedRow> Of(DataSet data, Feature x, Feature? y) =>
        [.. Part(data, data.Validation, data.ValidationSample.Take(MaxValidation), x, y), .. Part(data, data.Training, data.TrainingSample.Take(MaxTraining), x, y)];

    private static IEnumerable<PlottedRow> Part(DataSet data, Examples? rows, IEnumerable<int> sample, Feature x, Feature? y)
    {
        var target = new float[data.Outputs];
        foreach (int n in sample)
        {
            rows!.CopyTargetsTo(n, target);
            double Place(Feature feature) => (rows.Inputs[n, feature.Input] - feature.Min) / (feature.Max - feature.Min);
            yield return new(Place(x), y is null ? target[0] : Place(y), target[0], data.HasClasses ? DataSet.ClassOf(target) : 0, rows == data.Validation);
        }
    }
}
