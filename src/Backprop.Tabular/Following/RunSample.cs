using Backprop.Files;
using Backprop.Numerics.Buffers;
using Backprop.Numerics.Randomness;
using Backprop.Tabular.Encoders;
using Backprop.Tabular.Models;
using Backprop.Training;

namespace Backprop.Tabular.Following;

/// <summary>
/// Some of the rows of a training, as its network receives them, sent once: the current network is drawn over and evaluated on them. They are sampled at
/// random, since tables are often sorted, and are the same in every run with the same data and seed.
/// </summary>
/// <param name="Inputs">The encoder of the inputs; null for a bare network, which reads numbers by position.</param>
/// <param name="Targets">The encoder of the targets; null for a bare network.</param>
/// <param name="Training">Training rows, at least one.</param>
/// <param name="Validation">Validation rows; null where there are none.</param>
internal sealed record RunSample(InputEncoder? Inputs, TargetEncoder? Targets, Examples Training, Examples? Validation) : RunMessage
{
    /// <summary>The maximum number of rows of each part.</summary>
    public const int MaxTraining = 300, MaxValidation = 200;

    /// <summary>The maximum number of values of all rows: 4 MB.</summary>
    internal const int MaxNumbers = 1 << 20;

    private const string Name = "the sample of the rows", TrainingName = "training", ValidationName = "validation";

    /// <summary>The sample of a training; null where its rows are too wide to be sent.</summary>
    public static RunSample? Of(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int width = plan.Network.Inputs + plan.Network.Outputs, most = MaxNumbers / width;
        if (most < 2)
            return null;
        ulong seed = plan.TrainingOptions.Seed;
        Examples validation = plan.Validation;
        return new(
            plan.Inputs, plan.Targets, Some(plan.Training, Math.Min(MaxTraining, most - most / 3), seed, part: 1),
            validation.Count == 0 ? null : Some(validation, Math.Min(MaxValidation, most / 3), seed, part: 2));
    }

    /// <summary>As the bytes of a safetensors file; null where the names are too long to be sent.</summary>
    internal byte[]? Write()
    {
        using var bytes = new MemoryStream();
        try
        {
            IEnumerable<Tensor> tensors = Tensors(TrainingName, Training).Concat(Validation is null ? [] : Tensors(ValidationName, Validation));
            new SafetensorsFile(ModelFile.Metadata(Inputs, Targets), [.. tensors]).Write(bytes);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFileException">It is not such a file.</exception>
    /// <exception cref="FormatException">Its parts do not match.</exception>
    internal static RunSample Read(byte[] content)
    {
        var file = SafetensorsFile.Read(new MemoryStream(content, writable: false), Name);
        var (inputs, targets) = ModelFile.Encoders(file, Name);
        Examples training = Part(file, TrainingName) ?? throw new FormatException("The sample has no training rows.");
        Examples? validation = Part(file, ValidationName);
        bool fits = (inputs is null || inputs.Inputs == training.Inputs.Columns) && (targets is null || targets.Outputs == training.Outputs)
            && (validation is null || (validation.Inputs.Columns == training.Inputs.Columns && validation.Outputs == training.Outputs));
        return fits ? new(inputs, targets, training, validation) : throw new FormatException("The parts of the sample do not match.");
    }

    private static Examples Some(Examples all, int most, ulong seed, int part)
    {
        int count = Math.Min(most, all.Count);
        var stream = new RandomStream(seed, Purpose.Importance, -part);
        var inputs = new Matrix(count, all.Inputs.Columns);
        var targets = new Matrix(count, all.Outputs);
        // The first steps of Fisher and Yates's shuffle of all rows; only those that were moved are remembered.
        var moved = new Dictionary<int, int>();
        for (int n = 0; n < count; n++)
        {
            int at = n + stream.NextInt(all.Count - n), row = moved.GetValueOrDefault(at, at);
            moved[at] = moved.GetValueOrDefault(n, n);
            all.Inputs.Row(row).CopyTo(inputs.Row(n));
            all.CopyTargetsTo(row, targets.Row(n));
        }
        return new Examples(inputs, targets);
    }

    private static IEnumerable<Tensor> Tensors(string part, Examples rows)
    {
        var inputs = new float[rows.Count * rows.Inputs.Columns];
        var targets = new float[rows.Count * rows.Outputs];
        for (int n = 0; n < rows.Count; n++)
        {
            rows.Inputs.Row(n).CopyTo(inputs.AsSpan(n * rows.Inputs.Columns));
            rows.CopyTargetsTo(n, targets.AsSpan(n * rows.Outputs, rows.Outputs));
        }
        return [new($"{part}.inputs", [rows.Count, rows.Inputs.Columns], inputs), new($"{part}.targets", [rows.Count, rows.Outputs], targets)];
    }

    private static Examples? Part(SafetensorsFile file, string part)
    {
        if (file.Find($"{part}.inputs") is not { } inputs || file.Find($"{part}.targets") is not { } targets)
            return null;
        return inputs.Shape is [> 0 and <= MaxTraining, > 0] && targets.Shape is [> 0, > 0] && inputs.Shape[0] == targets.Shape[0]
            ? new Examples(Rows(inputs), Rows(targets)) : throw new FormatException($"The {part} rows of the sample do not have the shape of rows.");
    }

    private static Matrix Rows(Tensor tensor)
    {
        var rows = new Matrix(tensor.Shape[0], tensor.Shape[1]);
        rows.SetRows(tensor.Values);
        return rows;
    }
}
