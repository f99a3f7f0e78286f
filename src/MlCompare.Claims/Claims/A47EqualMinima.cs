namespace MlCompare.Claims.Claims;

/// <summary>How far the minima that training reaches lie apart, by width.</summary>
public sealed class A47EqualMinima : Claim
{
    public override string Id => "a47";

    public override string Words => "At scale, local minima are approximately equal in quality.";

    public override string Source => "Encyclopaedia talk page on deep learning; Choromanska et al. 2015 (a spin-glass model), Kawaguchi 2016 (deep linear networks)";

    public override string Experiment => "One hidden layer of 2 to 64 units (256 in a full run) on 100 rows, ten starts each, gradient descent with momentum until the rate is 0: spread of the final training losses.";

    public override string Refuter => "At the largest width a standard deviation over starts of a tenth or more of that at 4 units.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [Question.Below(Math.Log(0.1), $"ln of the ratio of standard deviations of the loss over starts, {Widths(scale)[^1]} to 4 units", read => Math.Log(Deviation(read, Widths(scale)[^1]) / Deviation(read, 4)))];

    public override ChartPlan Chart(Scale scale) => new(
        "Spread of the training loss over ten starts",
        "Units of the hidden layer (logarithmic)",
        "Standard deviation of the loss (logarithmic)",
        new LinePlan("One hidden layer", Family.Neural, [.. Widths(scale).Select(w => (double)w)], (read, width) => Deviation(read, (int)width)))
    {
        LogY = true,
        Unit = Unit.Number,
    };

    private static int[] Widths(Scale scale) => scale == Scale.Quick ? [2, 4, 16, 64] : [2, 4, 16, 64, 256];

    private static double Deviation(Readings read, int width) => Math.Max(read.Of(new Cell("", "", 100) { Instrument = "minima" }.With("width", width), "deviation"), 1e-12);
}
