using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Crosses the prior with the family and asks which of them explains the errors.</summary>
public sealed class A05PriorOrFamily : Claim
{
    // Rows: without and with the prior that neighbours belong together; columns: the family.
    private static readonly (string Dataset, string Learner)[][] Texts =
    [
        [("markov-letters", Boosting), ("markov-letters", Network), ("markov-letters", Kernel)],
        [("markov-text", Boosting), ("markov-text", Network), ("markov-text", Kernel)],
    ];

    private static readonly (string Dataset, string Learner)[][] Images =
    [
        [("translated-patterns", Network), ("translated-patterns", Kernel)],
        [("translated-patterns", "conv"), ("translated-patterns", "conv-kernel")],
    ];

    public override string Id => "a5";

    public override string Words => "You need to encode some form of bias, or you won't get anywhere: the prior counts, not the family.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment =>
        "Prior crossed with family: letters one a column or as text with n-grams, for boosting, network and kernel; images as pixels or with local filters, for network and kernel.";

    public override string Refuter => "The family explains as much of the variance of the excess errors as the prior, on texts or on images.";

    public override IReadOnlyList<Question> Questions(Scale scale) =>
    [
        Question.Above(0.05, "Texts: share of variance that the prior explains less that of the family, 500 rows", read => Difference(read, Texts, 500)),
        Question.Above(0.05, "Images: share of variance that the prior explains less that of the family, 1,000 rows", read => Difference(read, Images, 1000)),
    ];

    public override ChartPlan Chart(Scale scale) => new(
        "Texts, 500 rows: excess error without and with the prior",
        "Family",
        "Excess risk",
        new LinePlan("Letters, one a column", Family.Baseline, [0, 1, 2], (read, i) => Of(read, Texts[0][(int)i], 500)),
        new LinePlan("Text with n-grams", Family.Neural, [0, 1, 2], (read, i) => Of(read, Texts[1][(int)i], 500)))
    {
        Categories = ["Gradient boosting", "Neural network", "Kernel ridge"],
    };

    private static double Of(Readings read, (string Dataset, string Learner) cell, int rows) => read.Excess(cell.Dataset, cell.Learner, rows);

    /// <summary>η² of the rows less that of the columns, in a table of two ways with one value each.</summary>
    private static double Difference(Readings read, (string Dataset, string Learner)[][] table, int rows)
    {
        double[][] values = [.. table.Select(line => line.Select(cell => Of(read, cell, rows)).ToArray())];
        double mean = values.SelectMany(v => v).Average();
        double total = values.SelectMany(v => v).Sum(v => (v - mean) * (v - mean));
        double byPrior = values.Sum(line => line.Length * Math.Pow(line.Average() - mean, 2));
        double byFamily = Enumerable.Range(0, values[0].Length).Sum(j => values.Length * Math.Pow(values.Average(line => line[j]) - mean, 2));
        return (byPrior - byFamily) / total;
    }
}
