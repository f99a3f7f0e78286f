using MlCompare.Studies;

namespace MlCompare.Statistics.Laws;

/// <summary>
/// Forecasts of learning curves up to four times their rows. Every bootstrap draw of the replicates is fitted anew by a law drawn in proportion
/// to how well each explains the curve, around a prior that is drawn as well, so that the draws spread over what the curve leaves open (Bardsley
/// et al. 2014 call it "randomise, then optimise"); what no law catches is a further drift that grows with the distance.
/// </summary>
public static class ForecastAnalysis
{
    /// <summary>The most rows forecast, as a multiple of those seen.</summary>
    public const double Reach = 4;

    /// <summary>Equal ratios from the end of a curve to <see cref="Reach"/> times its rows.</summary>
    public const int Steps = 8;

    // Curves are no exact laws: they wander about one by this much in ln(loss) at every size, and drift from it beyond the last size by as much
    // again for every doubling. Chosen on simulated curves (ForecastCoverageTests has others) so that 90 % intervals hold their promise.
    internal const double Wander = 0.015, Drift = 0.015;

    private static readonly Lazy<ILaw[]> Laws = new(() => [.. Catalog.Scan<ILaw>(typeof(ILaw).Assembly).All]);

    /// <summary>Of the primary measure without noise, in the order of the data sets, then of the learners, baselines apart.</summary>
    public static IReadOnlyList<CurveForecast> Of(StudyResults results) =>
    [
        .. results.Header.Datasets.SelectMany(dataset =>
        {
            TrialCells cells = new(results, dataset);
            string metric = PrimaryMeasure.Of(dataset.Task).Id;
            return results.Header.Learners.Where(learner => learner.Family != Family.Baseline)
                .Select(learner => (learner.Name, Curve: LawCurve.Of(cells, learner.Name, metric)))
                .Where(pair => pair.Curve.Rows.Count > 0)
                .AsParallel().AsOrdered()
                .Select(pair => Of(pair.Curve, dataset.Id, pair.Name, results.Study.Seed));
        }),
    ];

    internal static CurveForecast Of(LawCurve curve, string dataset, string learner, ulong seed)
    {
        ShapeAudit audit = ShapeAudit.Of(curve);
        CurveForecast none = new(dataset, learner, curve.Metric, audit, curve.Rows[^1], curve.Mean(curve.Rows.Count - 1), [], []);
        if (audit.Refusal is not null)
        {
            return none;
        }

        LawFrame frame = curve.Frame;
        CurveDraws draws = CurveDraws.Of(curve, new Rng(Seeds.From(seed, "forecast", dataset)));
        double[] places = [.. curve.Rows.Select(rows => frame.Place(rows))];
        double[] errors = [.. draws.Errors.Select(error => Math.Sqrt(error * error + Wander * Wander))];
        LawFit[] fits = [.. Laws.Value
            .Select(law => LawFit.Of(law, frame, places, draws.Logs, errors, law.Priors(frame)))];
        double best = fits.Max(fit => fit.LogEvidence);
        double[] weights = [.. fits.Select(fit => Math.Exp(fit.LogEvidence - best))];
        double total = weights.Sum();
        double most = MeasureScale.Of(curve.Metric).Range.Most;
        double[][] paths = Paths(fits, [.. weights.Select(weight => weight / total)], frame, places, draws, errors, new Rng(Seeds.From(seed, "law", dataset, learner)));
        return none with
        {
            Laws = [.. fits.Select((fit, i) => Described(fit, weights[i] / total, frame)).OrderByDescending(law => law.Weight).ThenBy(law => law.Id, StringComparer.Ordinal)],
            Path = [.. Enumerable.Range(0, Steps + 1).Select(step => Interval(frame, step, paths, most))],
            Draws = paths,
        };
    }

    private static double PlaceOf(int step) => Math.Log(Reach) * step / Steps;

    private static double[][] Paths(
        LawFit[] fits, double[] weights, LawFrame frame, double[] places, CurveDraws draws, double[] errors, Rng rng)
    {
        double[][] paths = new double[draws.Draws.Length][];
        double[] logs = new double[places.Length];
        for (int draw = 0; draw < paths.Length; draw++)
        {
            LawFit fit = fits[Choose(weights, rng.NextDouble())];
            LawPrior[] priors = [.. fit.Law.Priors(frame).Select(prior => prior.IsFlat ? prior : prior with { Centre = prior.Centre + prior.Spread * rng.NextGaussian() })];
            for (int i = 0; i < logs.Length; i++)
            {
                logs[i] = draws.Draws[draw][i] + Wander * rng.NextGaussian();
            }

            double[] parameters = LawFit.Of(fit.Law, frame, places, logs, errors, priors, fit.Parameters, draw: true).Parameters;
            double drift = Drift * rng.NextGaussian();
            paths[draw] = [.. Enumerable.Range(0, Steps + 1).Select(step =>
                fit.Law.At(PlaceOf(step), parameters, frame) * Math.Exp(drift * PlaceOf(step) / Math.Log(2)))];
        }

        return paths;
    }

    private static int Choose(double[] weights, double at)
    {
        int chosen = 0;
        while (chosen < weights.Length - 1 && at >= weights[chosen])
        {
            at -= weights[chosen++];
        }

        return chosen;
    }

    private static ForecastInterval Interval(LawFrame frame, int step, double[][] paths, double most)
    {
        double[] losses = [.. paths.Select(path => Math.Min(most, path[step])).Order()];
        double At(double share) => losses[(int)Math.Round(share * (losses.Length - 1))];
        return new ForecastInterval(frame.LastRows * Math.Exp(PlaceOf(step)), At(0.5), At(0.05), At(0.95));
    }

    private static FittedLaw Described(LawFit fit, double weight, LawFrame frame)
    {
        const int Before = 12;
        double first = frame.Place(frame.FirstRows);
        IEnumerable<double> places = Enumerable.Range(0, Before).Select(i => first * (1 - i / (double)Before)).Concat(Enumerable.Range(0, Steps + 1).Select(PlaceOf));
        return new FittedLaw(
            fit.Law.Id, fit.Law.Title, fit.Law.Formula, weight, Math.Exp(fit.Parameters[1]), fit.Law.Limit(fit.Parameters, frame),
            [.. places.Select(place => (frame.LastRows * Math.Exp(place), fit.Law.At(place, fit.Parameters, frame)))]);
    }
}
