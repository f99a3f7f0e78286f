namespace MlCompare.Statistics.Laws;

/// <summary>The losses of one learner over training rows, replicate by replicate.</summary>
/// <param name="Rows">Ascending.</param>
/// <param name="Losses">Loss by replicate at each size; a replicate that is missing at a size has none there.</param>
/// <param name="Design">How replicates relate to each other.</param>
/// <param name="Floor">What no learner can go below; 0 when unknown.</param>
internal sealed record LawCurve(
    IReadOnlyList<int> Rows, IReadOnlyList<IReadOnlyDictionary<int, double>> Losses, SamplingDesign Design, string Metric, double Floor)
{
    /// <summary>Without noise; sizes without a result are left out.</summary>
    public static LawCurve Of(TrialCells cells, string learner, string metric)
    {
        var points = cells.Sizes.Select(rows => (Rows: rows, Losses: cells.Values(learner, rows, 0, metric))).Where(point => point.Losses.Count > 0).ToArray();
        return new LawCurve(
            [.. points.Select(point => point.Rows)], [.. points.Select(point => point.Losses)],
            SamplingDesign.Of(cells.Dataset), metric, cells.Dataset.BayesRisk ?? 0);
    }

    public double Mean(int size) => Losses[size].Values.Average();

    /// <summary>Replicates in ascending order, present anywhere.</summary>
    public int[] Replicates => [.. Losses.SelectMany(losses => losses.Keys).Distinct().Order()];

    /// <summary>The smallest number of replicates at any size.</summary>
    public int Fewest => Losses.Count == 0 ? 0 : Losses.Min(losses => losses.Count);

    public LawFrame Frame => new(Rows[0], Rows[^1], Mean(Rows.Count - 1), Enumerable.Range(0, Rows.Count).Max(Mean), Floor);

    /// <summary>
    /// Standard errors of the logarithms of the means, without what shifts all sizes alike: from what is left of each ln(loss) without its replicate's and its size's mean; half way to the geometric mean over the sizes, because
    /// few replicates tell variances badly.
    /// </summary>
    public double[] ShapeErrors()
    {
        int sizes = Losses.Count;
        double[] means = [.. Enumerable.Range(0, sizes).Select(Mean)], logVariances = new double[sizes];
        Dictionary<int, double> luck = Replicates.ToDictionary(r => r, r => Enumerable.Range(0, sizes)
            .Where(i => Losses[i].ContainsKey(r)).Average(i => Losses[i][r] / means[i] - 1));
        double lost = sizes / (sizes - 1.0);
        for (int i = 0; i < sizes; i++)
        {
            int count = Losses[i].Count;
            double sum = Losses[i].Sum(pair => Math.Pow(pair.Value / means[i] - 1 - luck[pair.Key], 2));
            logVariances[i] = Math.Log(Math.Max(lost * sum / (count - 1) / count, 1e-12));
        }

        double all = logVariances.Average();
        return [.. logVariances.Select(log => Math.Exp((log + all) / 4))];
    }
}
