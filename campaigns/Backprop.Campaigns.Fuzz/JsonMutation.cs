using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Campaigns.Fuzz;

/// <summary>Damage to JSON that leaves it JSON, mostly.</summary>
internal static class JsonMutation
{
    private static readonly string[] OddValues =
    [
        "null", "true", "false", "0", "-1", "1", "2", "0.5", "1e308", "-1e308", "1e999", "1e-320", "3.5e38", "2147483647", "2147483648", "9223372036854775807", "1e20", "-0", "\"\"", "\"x\"",
        "\"NaN\"", "\"Infinity\"", "\"\\u0000\"", "\"\\u001b[2J\"", "\"\\u202e\"", "\"softmax\"", "\"relu\"", "\"category\"", "\"0001-01-01\"", "[]", "{}", "[1]", "[[]]", "{\"a\":1}", "[null]", "[1e300,2]",
    ];

    private static readonly string[] OddNames = ["", "x", "\u001b", "name", "type", "kind", "format", "labels", "layers", "mean", "sha256"];

    public static string Change(string json, Dice dice)
    {
        if (dice.OneIn(6))
            return Mutation.Text(json, dice);
        string text;
        try
        {
            var root = JsonNode.Parse(json)!;
            for (int edits = 1 + dice.Small(3); edits > 0; edits--)
                root = Edit(root, dice);
            text = root.ToJsonString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // It was damaged before.
            return Mutation.Text(json, dice);
        }
        // Half a surrogate pair, and depth, are beyond the nodes of the framework.
        if (dice.OneIn(15))
            text = text.Replace("\"" + dice.Of("name", "kind", "activation", "format", "error", "title") + "\"", dice.Of("\"\\ud800\"", "\"a\\udc00\""), StringComparison.Ordinal);
        if (dice.OneIn(30))
            text = new string('[', 1 + dice.Below(100)) + text + new string(']', 1 + dice.Below(100));
        return text;
    }

    private static JsonNode Edit(JsonNode root, Dice dice)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(root, places);
        if (places.Count == 0)
            return JsonNode.Parse(dice.Of(OddValues)) ?? new JsonObject();
        var (parent, key) = dice.Of(places);
        var value = JsonNode.Parse(dice.Of(OddValues));
        if (dice.OneIn(4) && dice.Of(places) is var other)
            value = (other.Key is string otherName ? other.Parent[otherName] : other.Parent[(int)other.Key])?.DeepClone();
        if (parent is JsonObject members)
        {
            string name = (string)key;
            switch (dice.Below(6))
            {
                case 0:
                    members.Remove(name);
                    break;
                case 1:
                    var moved = members[name]?.DeepClone();
                    members.Remove(name);
                    members[dice.Of(OddNames)] = moved;
                    break;
                case 2:
                    members[dice.Of(OddNames)] = value;
                    break;
                default:
                    members[name] = value;
                    break;
            }
        }
        else
        {
            var items = (JsonArray)parent;
            int at = (int)key;
            switch (dice.Below(5))
            {
                case 0:
                    items.RemoveAt(at);
                    break;
                case 1:
                    items.Insert(at, value);
                    break;
                case 2:
                    items.Insert(at, items[at]?.DeepClone());
                    break;
                default:
                    items[at] = value;
                    break;
            }
        }
        return root;
    }

    private static void Collect(JsonNode node, List<(JsonNode, object)> places)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                places.Add((node, name));
                if (value is not null)
                    Collect(value, places);
            }
        }
        else if (node is JsonArray items)
        {
            for (int i = 0; i < items.Count; i++)
            {
                places.Add((node, i));
                if (items[i] is { } item)
                    Collect(item, places);
            }
        }
    }
}
