using Backprop.Networks;
using Backprop.Numerics.Buffers;
using Backprop.Studio.Data;

namespace Backprop.Studio.Training;

/// <summary>A network's output over a square of two of its inputs, with typical values of the others.</summary>
/// <param name="Size">Cells of a side.</param>
/// <param name="Cells">
/// Row after row from the top: for one output a byte each, 0 to 255 over its range; for classes two bytes each, the class (of more than 256 its remainder) and its probability.
/// </param>
/// <param name="IsOfClasses">Whether there are two bytes for each cell.</param>
public sealed record Surface(int Size, byte[] Cells, bool IsOfClasses);

/// <summary>Makes surfaces over two features of a data set; its memory is reused.</summary>
internal sealed class SurfaceMaker
{
    private const int Fine = 96, Coarse = 48;
    private const long MaxWork = 20_000_000;

    private readonly DataSet data;
    private readonly int size;
    private readonly Matrix inputs, outputs;

    public SurfaceMaker(DataSet data, Feature x, Feature y, long parameters)
    {
        this.data = data;
        (X, Y) = (x, y);
        size = parameters * Fine * Fine > MaxWork ? Coarse : Fine;
        inputs = new Matrix(size * size, data.Inputs);
        outputs = new Matrix(size * size, data.Outputs);
        for (int row = 0; row < size; row++)
            for (int column = 0; column < size; column++)
            {
                Span<float> cell = inputs.Row(row * size + column);
                data.Typical.CopyTo(cell);
                cell[x.Input] = (float)(x.Min + (column + 0.5) / size * (x.Max - x.Min));
                cell[y.Input] = (float)(y.Max - (row + 0.5) / size * (y.Max - y.Min));
            }
    }

    public Feature X { get; }

    public Feature Y { get; }

    /// <summary>The surface of a network's first output, or of its classes.</summary>
    public Surface Make(Network network, (double Min, double Max) range)
    {
        network.Predict(inputs, outputs);
        bool isOfClasses = data.Outputs > 1 && data.HasClasses;
        var cells = new byte[size * size * (isOfClasses ? 2 : 1)];
        for (int n = 0; n < size * size; n++)
        {
            Span<float> y = outputs.Row(n);
            if (isOfClasses)
            {
                int k = DataSet.ClassOf(y);
                (cells[2 * n], cells[2 * n + 1]) = ((byte)(k % 256), Level(y[k], 1.0 / y.Length, 1));
            }
            else
            {
                cells[n] = Level(y[0], range.Min, range.Max);
            }
        }
        return new(size, cells, isOfClasses);
    }

    private static byte Level(double value, double least, double most) =>
        double.IsNaN(value) ? (byte)128 : (byte)Math.Clamp(255 * (value - least) / (most - least) + 0.5, 0, 255);
}
