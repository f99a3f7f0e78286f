using System.Globalization;
using System.Text;

namespace MlCompare.Reports.Charts;

/// <summary>Coordinates and path data as SVG wants them.</summary>
internal static class Svg
{
    /// <summary>A coordinate with at most one decimal: a tenth of a pixel is finer than any screen shows.</summary>
    public static string N(double value)
    {
        string text = Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public static string Line(IEnumerable<(double X, double Y)> points)
    {
        StringBuilder path = new();
        foreach ((double x, double y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(N(x)).Append(' ').Append(N(y));
        }

        return path.ToString();
    }

    /// <summary>The area between an upper and a lower line over the same x.</summary>
    public static string Band(IReadOnlyList<(double X, double Low, double High)> points) =>
        Line(points.Select(p => (p.X, p.High)).Concat(points.Reverse().Select(p => (p.X, p.Low)))) + "Z";

    /// <summary>Outline of a mark of about 9 pixels around a point.</summary>
    public static string Outline(Shape shape, double x, double y) => shape switch
    {
        Shape.Circle => $"M{N(x - 4)} {N(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
        Shape.Square => $"M{N(x - 3.6)} {N(y - 3.6)}h7.2v7.2h-7.2Z",
        Shape.Triangle => $"M{N(x)} {N(y - 4.8)}l4.6 8.2h-9.2Z",
        Shape.Wedge => $"M{N(x)} {N(y + 4.8)}l4.6 -8.2h-9.2Z",
        Shape.Diamond => $"M{N(x)} {N(y - 5.2)}l5.2 5.2l-5.2 5.2l-5.2 -5.2Z",
        Shape.Cross => $"M{N(x - 3.6)} {N(y - 3.6)}l7.2 7.2m0 -7.2l-7.2 7.2",
        Shape.Plus => $"M{N(x - 4.4)} {N(y)}h8.8m-4.4 -4.4v8.8",
        _ => $"M{N(x)} {N(y - 5)}l1.5 3.3l3.5 .4l-2.6 2.4l.7 3.6l-3.1 -1.8l-3.1 1.8l.7 -3.6l-2.6 -2.4l3.5 -.4Z",
    };
}
