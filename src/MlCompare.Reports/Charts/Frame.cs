namespace MlCompare.Reports.Charts;

/// <summary>The rectangle of a chart in which values are drawn, in view-box units.</summary>
public sealed record Frame(Axis X, Axis Y, double Width, double Height, double Left, double Right, double Top, double Bottom)
{
    // A digit of the 12-unit label font, generously; names take a little more, as phones draw them larger.
    private const double LetterWidth = 6.4, NameLetterWidth = 6.9;

    public double PlotWidth => Width - Left - Right;

    public double PlotHeight => Height - Top - Bottom;

    public double PlaceX(double value) => Left + X.Place(value) * PlotWidth;

    public double PlaceY(double value) => Top + (1 - Y.Place(value)) * PlotHeight;

    public bool Shows(double x, double y) =>
        X.Place(x) is >= -1e-9 and <= 1 + 1e-9 && Y.Place(y) is >= -1e-9 and <= 1 + 1e-9;

    /// <summary>Room for the tick labels on the left and for <paramref name="rightLabels"/> on the right.</summary>
    public static Frame Around(Axis x, Axis y, double width, double height, IEnumerable<string> rightLabels)
    {
        double left = 14 + LetterWidth * y.Ticks.Select(tick => y.Label(tick).Length).DefaultIfEmpty(3).Max();
        double right = rightLabels.Select(label => 18 + NameLetterWidth * label.Length).DefaultIfEmpty(20).Max();
        return new Frame(x, y, width, height, left, Math.Min(right, width * 0.34), 30, 46);
    }

    /// <summary>Ticks of the x axis whose labels do not run into each other; the outer ones stay.</summary>
    public IReadOnlyList<double> LabelledXTicks()
    {
        List<double> kept = [];
        double last = double.NegativeInfinity;
        double limit = X.Ticks.Count > 0 ? PlaceX(X.Ticks[^1]) - Half(X.Ticks[^1]) - 6 : 0;
        for (int i = 0; i < X.Ticks.Count; i++)
        {
            double at = PlaceX(X.Ticks[i]), half = Half(X.Ticks[i]);
            if (i == X.Ticks.Count - 1 || (at - half >= last + 6 && (at + half <= limit || i == 0)))
            {
                kept.Add(X.Ticks[i]);
                last = at + half;
            }
        }

        return kept;
    }

    private double Half(double tick) => LetterWidth * X.Label(tick).Length / 2;
}
