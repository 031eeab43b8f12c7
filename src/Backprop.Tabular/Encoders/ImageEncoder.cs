using System.Globalization;
using Backprop.Numerics.Buffers;
using Backprop.Tabular.Tables;

namespace Backprop.Tabular.Encoders;

/// <summary>Grey images: one input a pixel, row after row from the top left, standardized by one mean and deviation for all pixels.</summary>
internal sealed class ImageEncoder : ColumnEncoder
{
    /// <summary>The maximum number of pixels of an image: 4,096 × 4,096.</summary>
    internal const int MaxPixels = 1 << 24;

    internal ImageEncoder(string column, int height, int width, Standardization scale) : base(column)
    {
        Height = height;
        Width = width;
        Scale = scale;
    }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Image;

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Pixels from left to right.</summary>
    public int Width { get; }

    /// <summary>Mean and deviation of all pixels of the training rows, bytes from 0 to 255.</summary>
    public Standardization Scale { get; }

    /// <inheritdoc/>
    public override int Inputs => Height * Width;

    /// <summary><c>pixel 12,7</c>: row and column of the image, from 1.</summary>
    public override string InputName(int input) =>
        string.Create(CultureInfo.InvariantCulture, $"pixel {(input / Width) + 1},{(input % Width) + 1}");

    internal override string InWords(Func<double, string> number) => $"{Height}x{Width} pixels, mean {number(Scale.Mean)}, deviation {number(Scale.Deviation)}";

    internal override Column ColumnOf(object? value, DataFormat? format) => value is byte[] pixels && pixels.Length == Inputs
        ? new ImageColumn(Column, Height, Width, pixels)
        : throw GivenValue.Wrong(Column, value, string.Create(CultureInfo.InvariantCulture, $"{Inputs} bytes of an image"));

    internal override string? ValueText(Column column, int input) => ((ImageColumn)column).Pixels(0)[input].ToString(CultureInfo.InvariantCulture);

    internal static (ColumnEncoder? Encoder, string Reason) Fit(ImageColumn column, ReadOnlySpan<int> rows)
    {
        // Bytes are summed in whole numbers, without any rounding.
        var counts = new long[256];
        foreach (int row in rows)
        {
            foreach (byte pixel in column.Pixels(row))
                counts[pixel]++;
        }
        long count = 0, sum = 0;
        for (int value = 0; value < counts.Length; value++)
        {
            count += counts[value];
            sum += counts[value] * value;
        }
        if (counts.Count(c => c > 0) < 2)
            return (null, "all pixels of the training rows are the same");
        double mean = (double)sum / count, squares = 0;
        for (int value = 0; value < counts.Length; value++)
            squares += counts[value] * ((value - mean) * (value - mean));
        return (new ImageEncoder(column.Name, column.Height, column.Width, new Standardization(mean, Math.Sqrt(squares / count))), "");
    }

    internal override void Encode(Column column, ReadOnlySpan<int> rows, Matrix inputs, int first, ICollection<EncodingNote> notes)
    {
        if (column is not ImageColumn images || images.Height != Height || images.Width != Width)
        {
            string found = column is ImageColumn other ? string.Create(CultureInfo.InvariantCulture, $"images of {other.Height}x{other.Width}") : "none";
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"Column '{Column}': expected images of {Height}x{Width} pixels, found {found}."));
        }
        var scaled = new float[256];
        for (int value = 0; value < scaled.Length; value++)
            scaled[value] = Scale.Apply(value);
        for (int n = 0; n < rows.Length; n++)
        {
            var pixels = images.Pixels(rows[n]);
            var row = inputs.Row(n).Slice(first, pixels.Length);
            for (int i = 0; i < pixels.Length; i++)
                row[i] = scaled[pixels[i]];
        }
    }

    internal override ColumnDescription Describe() => new ImageDescription(Column, Height, Width, Scale.Mean, Scale.Deviation);
}

/// <summary>A column of images as model files describe it.</summary>
internal sealed record ImageDescription(string Column, int Height, int Width, double Mean, double Deviation) : ColumnDescription
{
    /// <inheritdoc/>
    public override ColumnEncoder Encoder(string path)
    {
        int height = DescriptionJson.Integer(Height, 1, ImageEncoder.MaxPixels, $"{path}.height");
        return new ImageEncoder(
            Column, height, DescriptionJson.Integer(Width, 1, ImageEncoder.MaxPixels / height, $"{path}.width"), new Standardization(Mean, Deviation).Checked(path));
    }
}
