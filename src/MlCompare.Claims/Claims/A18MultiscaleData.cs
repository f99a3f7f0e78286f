namespace MlCompare.Claims.Claims;

/// <summary>Exponents of kernel regression against those that the scales of kernel and target foretell.</summary>
public sealed class A18MultiscaleData : Claim
{
    // Eigenvalues k^−a, powers k^−b: the theory of Bordelon et al. and Spigler et al. 2020 says min(b − 1, 2a).
    private static readonly (double A, double B)[] Laws = [(2, 2), (2, 3), (1.5, 3.5)];

    public override string Id => "a18";

    public override string Words => "The multiscale nature of data is what makes scaling laws.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "Noiseless kernel regression on a circle with waves of all scales: the exponent found against min(b − 1, 2a), which their decays foretell; and with a target of three slow waves only.";

    public override string Refuter => "An exponent more than 0.4 off the foretold one, or a target of few scales that follows the same law of the kernel alone (exponent within 0.5 of 2a).";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        .. Laws.Select(law => Question.Below(
            0.4,
            FormattableString.Invariant($"Distance of the exponent from {Foretold(law)} (a = {law.A}, b = {law.B})"),
            read => Math.Abs(read.Of(Run(law, 0), "exponent") - Foretold(law)))),
        Question.Above(0.5, "Distance of the exponent from 2a = 4, target of three waves", read => Math.Abs(read.Of(Run(Laws[0], 3), "exponent") - 4)),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Exponents of the squared error in the rows",
        "Kernel and target",
        "Exponent",
        new LinePlan("Found", Family.Kernel, [0, 1, 2], (read, i) => read.Of(Run(Laws[(int)i], 0), "exponent")),
        new LinePlan("Foretold", Family.Baseline, [0, 1, 2], (_, i) => Foretold(Laws[(int)i])))
    {
        Categories = [.. Laws.Select(law => FormattableString.Invariant($"a = {law.A}, b = {law.B}"))],
        Unit = Unit.Number,
    };

    private static double Foretold((double A, double B) law) => Math.Min(law.B - 1, 2 * law.A);

    private static Cell Run((double A, double B) law, int waves) => new Cell("", "", 128) { Instrument = "spectral-circle" }.With("a", law.A).With("b", law.B).With("waves", waves);
}
