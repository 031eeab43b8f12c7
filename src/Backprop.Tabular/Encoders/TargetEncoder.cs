using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Encodes target columns as the K targets of a network, and decodes its outputs. Fitted on training rows. Immutable.</summary>
internal abstract class TargetEncoder
{
    private protected TargetEncoder() { }

    /// <summary>What is learned.</summary>
    public abstract TargetTask Task { get; }

    /// <summary>The names of the target columns.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>K, the number of outputs.</summary>
    public abstract int Outputs { get; }

    /// <summary>Encodes the targets of some rows; rows without one are excluded, and reported.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">The rows, from 0.</param>
    /// <exception cref="DataException">A target column is missing, or contains values that cannot be targets.</exception>
    public abstract EncodedTargets Encode(Table table, ReadOnlySpan<int> rows);

    /// <summary>Writes the encoder as a JSON object; <see cref="Read(JsonElement)"/> gives back an equal one.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonSerializer.Serialize(writer, Describe(), EncodersJson.Default.TargetDescription);
    }

    internal abstract TargetDescription Describe();

    /// <summary>Determines how to encode targets.</summary>
    /// <param name="table">The data.</param>
    /// <param name="rows">The training rows, from 0: nothing is learned from others.</param>
    /// <param name="targets">The target columns: one for classes, one or several for numbers.</param>
    /// <param name="task">What to learn.</param>
    /// <param name="standardize">Whether numbers are standardized; false where the output function needs them unchanged, such as exponential.</param>
    /// <param name="oneOutput">Whether two classes share one output, the probability of the second; false where each has its own.</param>
    /// <param name="extrapolate">Whether predicted numbers far outside the training targets are not limited; else see <see cref="TrainingRange.Limit"/>.</param>
    /// <exception cref="DataException">A target column is missing or unsuitable for the task, or has no value or one value only in the training rows.</exception>
    public static TargetEncoder Fit(
        Table table, ReadOnlySpan<int> rows, IReadOnlyList<string> targets, TargetTask task, bool standardize = true, bool oneOutput = true,
        bool extrapolate = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
            throw new DataException("No target column is given.");
        if (targets.Distinct(StringComparer.Ordinal).Count() < targets.Count)
            throw new DataException($"A target column is given twice: {string.Join(", ", targets)}.");
        var columns = targets.Select(name => TaskChoice.Require(table, name)).ToArray();
        if (task == TargetTask.Regression)
            return NumberTargets.Fit(columns, rows, standardize, extrapolate);
        return columns.Length == 1 ? ClassTargets.Fit(columns[0], rows, oneOutput) : throw new DataException(
            $"Classes are learned from one target column, but {columns.Length} are given: {string.Join(", ", targets)}. Give one, or choose the regression task.");
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="DataException">The JSON is not of that form; the message names the place.</exception>
    public static TargetEncoder Read(JsonElement json) => Read(JsonMarshal.GetRawUtf8Value(json));

    internal static TargetEncoder Read(ReadOnlySpan<byte> json) => DescriptionJson.Read(json, EncodersJson.Default.TargetDescription, "targets").Encoder("targets");
}

/// <summary>The targets as model files describe them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClassesDescription), "classes")]
[JsonDerivedType(typeof(NumbersDescription), "numbers")]
internal abstract record TargetDescription
{
    /// <summary>The encoder.</summary>
    /// <param name="path">The place of the description, for messages.</param>
    /// <exception cref="DataException">The description contradicts itself.</exception>
    public abstract TargetEncoder Encoder(string path);
}
