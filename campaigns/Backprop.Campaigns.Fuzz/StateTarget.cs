using System.Buffers.Text;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Backprop.Studio.Sharing;
using Backprop.Studio.States;

namespace Backprop.Campaigns.Fuzz;

/// <summary>The studio's state, as the JSON of a file and packed in an address. What can be read is written the same again.</summary>
internal sealed class StateTarget() : Target("states", 3_000_000)
{
    private static readonly string Training = Encoding.UTF8.GetString(StateText.Write(new StudioState { Training = TrainChoices.Default with { Seed = 7, Exclude = ["a"] } }));

    public override bool IsDocumented(Exception exception) => exception is FormatException;

    public override Input Make(Dice dice)
    {
        string json = dice.OneIn(3) ? Training : Lesson(dice);
        if (!dice.OneIn(20))
            json = JsonMutation.Change(json, dice);
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        if (dice.OneIn(10))
            bytes = Mutation.Bytes(bytes, dice);
        if (!dice.OneIn(3))
            return new Input(bytes, () => Use(StateText.Read(bytes)));
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(bytes);
        byte[] address = packed.ToArray();
        if (dice.OneIn(4))
            address = Mutation.Bytes(address, dice);
        string text = Base64Url.EncodeToString(address);
        if (dice.OneIn(4))
            text = Mutation.Text(text, dice);
        // The address unpacks into a buffer of its largest size.
        return new Input(Encoding.UTF8.GetBytes(text), () => Use(StateText.Unpack(text))) { Unpacked = bytes.Length };
    }

    private static void Use(StudioState state)
    {
        byte[] written = StateText.Write(state);
        if (!StateText.Write(StateText.Read(written)).AsSpan().SequenceEqual(written))
            throw new FaultException("Written and read again it is another state.");
        _ = StateText.Query(state);
        foreach (StudioAction action in new StudioAction[] { new Next(), new Previous(), new Learn(1), new Back() })
            _ = Reducer.Reduce(state, action);
    }

    private static string Lesson(Dice dice)
    {
        int[] sizes = Enumerable.Range(0, 2 + dice.Small(3)).Select(_ => 1 + dice.Small(5)).ToArray();
        string Numbers(int count) => string.Join(',', Enumerable.Range(0, count).Select(_ => dice.OneIn(100) ? "\"NaN\"" : (dice.Normal() * 2).ToString("R", CultureInfo.InvariantCulture)));
        var layers = Enumerable.Range(1, sizes.Length - 1).Select(l =>
            $"{{\"activation\":\"{(l < sizes.Length - 1 ? dice.Of("tanh", "sigmoid", "relu", "gelu") : "identity")}\",\"inputs\":{sizes[l - 1]},\"units\":{sizes[l]},\"weights\":[{Numbers((sizes[l - 1] + 1) * sizes[l])}]}}");
        return $"{{\"backprop_studio\":1,\"digits\":{1 + dice.Below(17)},\"lesson\":{{\"title\":\"t\",\"error\":\"sum-of-squares\",\"layers\":[{string.Join(',', layers)}],\"inputs\":[{Numbers(sizes[0])}],"
            + $"\"targets\":[{Numbers(sizes[^1])}],\"learning_rate\":0.5,\"step\":{1 + dice.Below(6)},\"updates\":0,\"units\":{{\"0\":[1]}}}},\"doors\":[]}}";
    }
}
