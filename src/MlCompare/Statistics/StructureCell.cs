using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>
/// Ratios of differences between cells of one data set, replicate by replicate: losses before and after an intervention, of one learner or
/// two. The interval of a ratio is that of its linear part (delta method), with the data set's <see cref="SamplingDesign"/>.
/// </summary>
internal sealed class StructureCell(DatasetSummary dataset, int rows, string metric)
{
    private readonly SamplingDesign design = SamplingDesign.Of(dataset);

    /// <summary>One learner under one condition, with a weight.</summary>
    public sealed record Term(double Weight, TrialCells Cells, string Learner);

    /// <summary>Interval of Σ numerator / Σ denominator over the replicates that have all terms; null when the denominator is not shown to be positive.</summary>
    public MeanInterval? Ratio(Term[] numerator, Term[] denominator)
    {
        int[] replicates = Replicates([.. numerator, .. denominator]);
        MeanInterval below = Sum(denominator, replicates);
        if (!(below.Count > 1 ? below.Low > 0 : below.Mean > 0))
        {
            return null;
        }

        double ratio = Sum(numerator, replicates).Mean / below.Mean;
        Term[] linear = [.. numerator.Select(t => t with { Weight = t.Weight / below.Mean }), .. denominator.Select(t => t with { Weight = -ratio * t.Weight / below.Mean })];
        MeanInterval around = Sum(linear, replicates);
        return around with { Mean = ratio };
    }

    /// <summary>Interval of the difference of two ratios over the replicates that have all terms; null as for one.</summary>
    public MeanInterval? DifferenceOfRatios((Term[] Numerator, Term[] Denominator) a, (Term[] Numerator, Term[] Denominator) b)
    {
        int[] replicates = Replicates([.. a.Numerator, .. a.Denominator, .. b.Numerator, .. b.Denominator]);
        (MeanInterval belowA, MeanInterval belowB) = (Sum(a.Denominator, replicates), Sum(b.Denominator, replicates));
        if (!(belowA.Count > 1 && belowA.Low > 0 && belowB.Low > 0))
        {
            return null;
        }

        double ratioA = Sum(a.Numerator, replicates).Mean / belowA.Mean, ratioB = Sum(b.Numerator, replicates).Mean / belowB.Mean;
        Term[] linear =
        [
            .. a.Numerator.Select(t => t with { Weight = t.Weight / belowA.Mean }),
            .. a.Denominator.Select(t => t with { Weight = -ratioA * t.Weight / belowA.Mean }),
            .. b.Numerator.Select(t => t with { Weight = -t.Weight / belowB.Mean }),
            .. b.Denominator.Select(t => t with { Weight = ratioB * t.Weight / belowB.Mean }),
        ];
        return Sum(linear, replicates) with { Mean = ratioA - ratioB };
    }

    public MeanInterval Sum(params Term[] terms) => Sum(terms, Replicates(terms));

    private MeanInterval Sum(Term[] terms, int[] replicates)
    {
        SortedDictionary<int, double>[] values = [.. terms.Select(term => term.Cells.Values(term.Learner, rows, 0, metric))];
        double[] sums = [.. replicates.Select(r => terms.Select((term, k) => term.Weight * values[k][r]).Sum())];
        return MeanInterval.Of(sums, design.SplitRatio, Extra(terms, values, replicates));
    }

    /// <summary>The variance of a fixed test part, which the replicates share and do not show.</summary>
    private double Extra(Term[] terms, SortedDictionary<int, double>[] values, int[] replicates)
    {
        if (!design.FixedTest || replicates.Length == 0)
        {
            return 0;
        }

        string?[][] bits = [.. replicates.Select(r => terms.Select(term => term.Cells.TestErrors(term.Learner, rows, 0, r)).ToArray())];
        if (metric == "error" && bits.All(all => all.All(one => one is not null))
            && ErrorBits.VarianceOfSum([.. terms.Select(term => term.Weight)], [.. bits.Select(all => (IReadOnlyList<string>)all!)], dataset.TestRows) is double seen)
        {
            return seen;
        }

        // Without the rows: as if the terms were independent, each with the variance of a rate or of a root mean square.
        return terms.Select((term, k) =>
        {
            double mean = replicates.Average(r => values[k][r]);
            double variance = metric == "rmse" ? mean * mean / 2 : Math.Max(0, mean * (1 - mean));
            return term.Weight * term.Weight * variance / Math.Max(1, dataset.TestRows);
        }).Sum();
    }

    private int[] Replicates(Term[] terms)
    {
        IEnumerable<int> common = terms[0].Cells.Values(terms[0].Learner, rows, 0, metric).Keys;
        foreach (Term term in terms.Skip(1))
        {
            common = common.Intersect(term.Cells.Values(term.Learner, rows, 0, metric).Keys);
        }

        return [.. common.Order()];
    }
}
