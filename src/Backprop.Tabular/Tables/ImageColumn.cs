using System.Globalization;

namespace Backprop.Tabular.Tables;

/// <summary>Grey images of one size, a byte a pixel, row after row from the top left; never missing.</summary>
public sealed class ImageColumn : Column
{
    private readonly byte[] pixels;
    private readonly int[]? rows;

    /// <summary>A column of images; the array is kept, not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="height">Pixels from top to bottom.</param>
    /// <param name="width">Pixels from left to right.</param>
    /// <param name="pixels">N·height·width bytes.</param>
    public ImageColumn(string name, int height, int width, byte[] pixels) : this(name, height, width, pixels, rows: null) { }

    private ImageColumn(string name, int height, int width, byte[] pixels, int[]? rows) : base(name)
    {
        Height = height;
        Width = width;
        this.pixels = pixels;
        this.rows = rows;
    }

    /// <summary>Pixels from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Pixels from left to right.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Image;

    /// <inheritdoc/>
    public override int Count => rows?.Length ?? (Height * Width == 0 ? 0 : pixels.Length / (Height * Width));

    /// <summary>The height·width pixels of a row, from 0.</summary>
    public ReadOnlySpan<byte> Pixels(int row) => pixels.AsSpan((rows?[row] ?? row) * Height * Width, Height * Width);

    /// <inheritdoc/>
    public override bool IsMissing(int row) => false;

    /// <inheritdoc/>
    public override string Text(int row) => string.Create(CultureInfo.InvariantCulture, $"image {Height}x{Width}");

    /// <inheritdoc/>
    public override Column Select(ReadOnlySpan<int> rows)
    {
        // The pixels are shared: a split of a large set of images copies nothing.
        var selected = new int[rows.Length];
        for (int n = 0; n < rows.Length; n++)
            selected[n] = this.rows?[rows[n]] ?? rows[n];
        return new ImageColumn(Name, Height, Width, pixels, selected);
    }

    /// <inheritdoc/>
    public override Column Rename(string name) => new ImageColumn(name, Height, Width, pixels, rows);
}
