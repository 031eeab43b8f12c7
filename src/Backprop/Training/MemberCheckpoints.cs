using Backprop.Files;

namespace Backprop.Training;

/// <summary>The common checkpoint file of several networks that are trained side by side: each writes its own part of it when it is due.</summary>
/// <param name="policy">The policy of the file.</param>
/// <param name="members">The number of networks.</param>
internal sealed class MemberCheckpoints(CheckpointPolicy policy, int members)
{
    private readonly SafetensorsFile?[] parts = new SafetensorsFile?[members];
    private readonly Lock gate = new();

    /// <summary>The policy of one network, from 0. The file is written once the first part of each is there.</summary>
    public CheckpointPolicy Of(int member) => members == 1 ? policy : policy with { Receiver = content => Set(member, content) };

    private void Set(int member, SafetensorsFile content)
    {
        lock (gate)
        {
            parts[member] = content;
            if (!parts.Contains(null))
                AtomicFile.Write(policy.Path, FileMembers.Join(parts!).Write, policy.FileSteps);
        }
    }
}
