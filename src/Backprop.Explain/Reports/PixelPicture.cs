using Backprop.Explain.Attributions;
using Backprop.Explain.Diagrams;
using Backprop.Explain.Documents;
using Backprop.Explain.Drawings;
using Backprop.Explain.Text;

namespace Backprop.Explain.Reports;

/// <summary>An image beside what its pixels did to a prediction.</summary>
internal static class PixelPicture
{
    private const string Shades = " .:+*#";
    private const double Side = 170, Top = 26, Gap = 40, Margin = 4, TextSize = 13;

    public static Figure Of(PixelAttribution pixels) => new(Draw(pixels), text => InCharacters(pixels, text),
        "Left: the image. Right: the contributions of its pixels; blue ones moved the prediction up, orange ones down, the darker the more.");

    private static NetworkDrawing Draw(PixelAttribution pixels)
    {
        double size = Math.Max(1, Math.Floor(Side / Math.Max(pixels.Width, pixels.Height))), width = pixels.Width * size, height = pixels.Height * size;
        double right = Margin + Math.Max(width, 120) + Gap;
        double[] moved = Shares(pixels);
        IEnumerable<Shape> Cells(double left, Func<int, double> value, Func<int, Tone> tone) => Enumerable.Range(0, pixels.Width * pixels.Height)
            .Select(i => new Cell(left + i % pixels.Width * size, Top + i / pixels.Width * size, size, Math.Abs(value(i)), tone(i), IsShown: false));
        Shape[] shapes =
        [
            new Label(Margin, Top - 10, TextSize, [new Run("the image")], IsFaint: true),
            new Label(right, Top - 10, TextSize, [new Run("what moved it")], IsFaint: true),
            .. Cells(Margin, i => pixels.Brightness[i], _ => Tone.Neutral),
            .. Cells(right, i => moved[i], i => moved[i] < 0 ? Tone.Negative : Tone.Positive),
            new Border(Margin, Top, width, height),
            new Border(right, Top, width, height),
        ];
        return new(right + Math.Max(width, 120) + Margin, Top + height + Margin, shapes, "The image, and the contribution of each of its pixels to the prediction.");
    }

    private static CharacterDrawing InCharacters(PixelAttribution pixels, TextOptions text)
    {
        double[] moved = Shares(pixels);
        // Characters are twice as high as wide.
        char Shade(double depth) => Shades[(int)Math.Round(Math.Min(1, Math.Abs(depth)) * (Shades.Length - 1))];
        char Sign(double share) => Math.Abs(share) < 0.05 ? ' ' : Math.Abs(share) < 0.25 ? '.' : share > 0 ? '+' : '-';
        string Row(int row, Func<int, char> pixel) => string.Concat(Enumerable.Range(row * pixels.Width, pixels.Width).Select(i => new string(pixel(i), 2)));
        IEnumerable<string> lines = Enumerable.Range(0, pixels.Height)
            .Select(row => (Row(row, i => Shade(pixels.Brightness[i])), Row(row, i => Sign(moved[i]))))
            .Select(pair => (4 * pixels.Width + 6 <= text.Width ? $" {pair.Item1}   {pair.Item2}" : " " + pair.Item2).TrimEnd());
        string what = 4 * pixels.Width + 6 <= text.Width ? "Left: the image. Right: the contributions of its pixels" : "The contributions of the pixels";
        return new([.. lines], $"{what}: + moved the prediction up, - down, by a quarter or more of the strongest pixel's contribution; dots did less.");
    }

    private static double[] Shares(PixelAttribution pixels)
    {
        double largest = pixels.IntegratedGradients.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return [.. pixels.IntegratedGradients.Select(value => largest > 0 && double.IsFinite(value) ? value / largest : 0)];
    }
}
