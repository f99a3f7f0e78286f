using MlCompare.Studies;

namespace MlCompare.Statistics.Laws;

/// <summary>
/// What wrong labels cost in rows: n rows of which a share ρ is labelled wrongly at random teach as much as n·s^γ clean ones, with
/// s = 1 − ρ·K/(K − 1) (1 − 2ρ for two classes). With γ = 2 noise is nothing but lost rows; above, cleaning pays more than collecting.
/// </summary>
/// <param name="Gamma">Median of what the curves leave open.</param>
/// <param name="Low">5 %.</param>
/// <param name="High">95 %.</param>
/// <param name="Classes">K.</param>
public sealed record LabelExchange(string Dataset, string Learner, double Gamma, double Low, double High, int Classes)
{
    // The grid that γ is read on, and what is held likely of it beforehand: around 2, from nothing to very dear.
    private const double Highest = 8, Step = 0.125, Centre = 2, Spread = 1.5;

    // More than this many times the expected sum of squares: the noisy cells lie on no stretched copy of the clean curve.
    private const double WorstFit = 3;

    private const int LeastSizes = 3;

    /// <summary>How many times the rows make up for this share of wrong labels, at the given γ.</summary>
    public double Times(double noise, double gamma) => Math.Pow(Kept(noise, Classes), -gamma);

    /// <summary>
    /// From the grid of sizes and noise, of learners that have at least three sizes without noise and a noisy cell that should, at γ = 2, lie
    /// within their range; symmetric label noise only, whose meaning for the labels is known. Those on which no γ fits are left out.
    /// </summary>
    public static IReadOnlyList<LabelExchange> Of(StudyResults results)
    {
        if (results.Study.NoiseKind != "label-noise-symmetric")
        {
            return [];
        }

        return
        [
            .. results.Header.Datasets.Where(dataset => dataset.Task != TaskKind.Regression && dataset.Classes.Length != 1).SelectMany(dataset =>
            {
                TrialCells cells = new(results, dataset);
                return results.Header.Learners.Where(learner => learner.Family != Family.Baseline)
                    .Select(learner => Of(cells, learner.Name, Math.Max(2, dataset.Classes.Length))).OfType<LabelExchange>();
            }),
        ];
    }

    private static double Kept(double noise, int classes) => 1 - noise * classes / (classes - 1.0);

    private static LabelExchange? Of(TrialCells cells, string learner, int classes)
    {
        LawCurve clean = LawCurve.Of(cells, learner, "error");
        if (clean.Rows.Count < LeastSizes || ShapeAudit.Of(clean).Refusal is not null)
        {
            return null;
        }

        (int Rows, double Kept, SortedDictionary<int, double> Losses)[] noisy =
        [
            .. from noise in cells.Noises
               where noise > 0 && Kept(noise, classes) > 0
               from rows in cells.Sizes
               where rows * Math.Pow(Kept(noise, classes), Centre) >= clean.Rows[0]
               let losses = cells.Values(learner, rows, noise, "error")
               where losses.Count >= ShapeAudit.LeastReplicates
               select (rows, Kept(noise, classes), losses),
        ];
        if (noisy.Length == 0)
        {
            return null;
        }

        LawCurve all = clean with { Rows = [.. clean.Rows, .. noisy.Select(cell => cell.Rows)], Losses = [.. clean.Losses, .. noisy.Select(cell => cell.Losses)] };
        return Read(clean.Frame, all, [.. clean.Rows.Select(_ => 1.0), .. noisy.Select(cell => cell.Kept)]) is var (gamma, low, high)
            ? new LabelExchange(cells.Dataset.Id, learner, gamma, low, high, classes)
            : null;
    }

    /// <summary>The law with a floor is fitted for every γ of a grid; how well each explains the cells is its probability.</summary>
    internal static (double Gamma, double Low, double High)? Read(LawFrame frame, LawCurve all, double[] kept)
    {
        PowerLawWithFloor law = new();
        double[] logs = [.. Enumerable.Range(0, kept.Length).Select(i => Math.Log(all.Mean(i)))];
        double[] errors = [.. all.ShapeErrors().Select(error => Math.Sqrt(error * error + ForecastAnalysis.Wander * ForecastAnalysis.Wander))];
        double[] gammas = [.. Enumerable.Range(0, (int)(Highest / Step) + 1).Select(i => i * Step)], evidence = new double[gammas.Length];
        double least = double.PositiveInfinity;
        double[]? start = null;
        for (int g = 0; g < gammas.Length; g++)
        {
            double[] places = [.. kept.Select((share, i) => frame.Place(all.Rows[i] * Math.Pow(share, gammas[g])))];
            LawFit fit = LawFit.Of(law, frame, places, logs, errors, law.Priors(frame), start);
            start = fit.Parameters;
            evidence[g] = fit.LogEvidence - 0.5 * Math.Pow((gammas[g] - Centre) / Spread, 2);
            least = Math.Min(least, fit.Objective);
        }

        int free = Math.Max(1, kept.Length - 4);
        if (!(least <= WorstFit * free + 4))
        {
            return null;
        }

        double best = evidence.Max();
        double[] weights = [.. evidence.Select(value => Math.Exp(value - best))];
        double At(double share)
        {
            double sum = 0, want = share * weights.Sum();
            return gammas[Enumerable.Range(0, weights.Length).First(g => (sum += weights[g]) >= want)];
        }

        return (At(0.5), At(0.05), At(0.95));
    }
}
