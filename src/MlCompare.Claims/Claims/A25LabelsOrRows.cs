using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>What a clean label is worth in rows.</summary>
public sealed class A25LabelsOrRows : Claim
{
    private const string Data = "smooth-waves";

    private static readonly int[] Sizes = [250, 500, 1000, 2000];
    private static readonly double[] Levels = [0, 0.1, 0.2, 0.3];

    public override string Id => "a25";

    public override string Words => "Label work matters: money spent on cleaning labels buys more than money spent on rows.";

    public override string Source => "Discussion of arXiv 2604.21691, on the cost of labelling";

    public override string Experiment =>
        "Smooth waves over rows n and flipped labels ρ: excess = A · (n (1 − 2ρ)^γ)^−α by least squares on logarithms. γ = 2 is what lost rows alone would explain.";

    public override string Refuter => "γ at most 2.05 for all three families.";

    public override Combination Combination => Combination.Any;

    public override IReadOnlyList<Question> Questions(Scale scale) =>
        [.. new[] { Boosting, Network, Kernel }.Select(learner => Question.Above(2.05, $"Exponent γ of clean labels, {Title(learner).ToLowerInvariant()}", read => Gamma(read, learner)))];

    public override ChartPlan Chart(Scale scale) => new(
        "Smooth waves, 1,000 rows",
        "Share of labels flipped",
        "Excess risk",
        [.. new[] { Boosting, Network, Kernel }.Select(learner => new LinePlan(Title(learner), Of(learner), [.. Levels], (read, noise) => read.Excess(Data, learner, 1000, noise)))])
    {
        LogX = false,
    };

    /// <summary>Regression of −ln excess on ln n and ln(1 − 2ρ): slopes α and αγ. A full grid, so that each slope is a slope of averages.</summary>
    private static double Gamma(Readings read, string learner)
    {
        double[,] logs = new double[Sizes.Length, Levels.Length];
        for (int i = 0; i < Sizes.Length; i++)
        {
            for (int j = 0; j < Levels.Length; j++)
            {
                logs[i, j] = -Math.Log(Floor(read.Excess(Data, learner, Sizes[i], Levels[j])));
            }
        }

        double alpha = Slope([.. Sizes.Select(n => Math.Log(n))], [.. Sizes.Select((_, i) => Levels.Select((_, j) => logs[i, j]).Average())]);
        double product = Slope([.. Levels.Select(rho => Math.Log(1 - 2 * rho))], [.. Levels.Select((_, j) => Sizes.Select((_, i) => logs[i, j]).Average())]);
        return product / alpha;
    }
}
