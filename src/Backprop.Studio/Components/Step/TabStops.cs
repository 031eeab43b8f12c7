using Backprop.Explain.Derivations;
using Backprop.Explain.Drawings;

namespace Backprop.Studio.Components.Step;

/// <summary>
/// Where the tab key stops on a drawing: once for all its numbers, and once for each picture of a folded layer. It returns to where the focus was last; the
/// arrow keys continue from there.
/// </summary>
internal sealed class TabStops
{
    private readonly Dictionary<int, Quantity> last = [];
    private Dictionary<int, Quantity> stops = [];

    /// <summary>Finds the stops among the shapes that are drawn now.</summary>
    public void Find(IEnumerable<Shape> shapes) => stops = shapes.Where(shape => shape is Label or Cell && shape.Quantity is not null).GroupBy(Group, shape => shape.Quantity!.Value)
        .ToDictionary(group => group.Key, group => last.TryGetValue(group.Key, out Quantity quantity) && group.Contains(quantity) ? quantity : group.First());

    /// <summary>Whether the tab key stops at a number or cell.</summary>
    public bool Has(Shape shape) => shape.Quantity is { } quantity && stops.TryGetValue(Group(shape), out Quantity stop) && stop == quantity;

    /// <summary>A number or cell has received the focus.</summary>
    public void Take(Shape shape)
    {
        if (shape.Quantity is { } quantity)
            last[Group(shape)] = quantity;
    }

    /// <summary>−1 for the numbers, else the column of the picture: 0 the inputs, l layer l.</summary>
    private static int Group(Shape shape) => shape is Cell ? ColumnOf(shape.Quantity!.Value) : -1;

    /// <summary>The column of an input or unit.</summary>
    public static int ColumnOf(Quantity quantity) => quantity.Kind == QuantityKind.Input ? 0 : quantity.Layer + 1;
}
