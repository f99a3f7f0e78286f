using System.Collections.Immutable;
using MlCompare.Studies;

namespace MlCompare.Statistics;

/// <summary>One point of a curve.</summary>
/// <param name="X">Training rows or noise level.</param>
/// <param name="Low">Lower end of the 95 % interval; equal to <paramref name="Mean"/> when one replicate allows none.</param>
/// <param name="High">Upper end, likewise.</param>
/// <param name="Count">Replicates completed.</param>
public sealed record CurvePoint(double X, double Mean, double Low, double High, int Count)
{
    internal static CurvePoint Of(double x, MeanInterval interval) => interval.Count < 2
        ? new CurvePoint(x, interval.Mean, interval.Mean, interval.Mean, interval.Count)
        : new CurvePoint(x, interval.Mean, interval.Low, interval.High, interval.Count);
}

/// <summary>A metric of one learner on one data set along one axis, ascending; cells without a completed trial have no point.</summary>
/// <param name="Rows">Training rows of a noise curve; 0 for a curve over rows.</param>
public sealed record Curve(string Dataset, string Learner, string Metric, int Rows, ImmutableArray<CurvePoint> Points);

/// <summary>
/// Mean of a metric with its 95 % interval over the replicates, against training rows and against noise. The intervals are of each
/// learner alone: pairs of them may overlap where the paired difference is beyond doubt, which the verdicts show.
/// </summary>
public static class CurveAnalysis
{
    /// <summary>Without noise, in the order of the data sets, then of the learners; curves without points are left out.</summary>
    public static IReadOnlyList<Curve> OverRows(StudyResults results, string metric) =>
        Collect(results, metric, cells => (0, cells.Sizes.Select(rows => ((double)rows, rows, 0.0))));

    /// <summary>At the largest size tried with noise; data sets without noise trials are left out.</summary>
    public static IReadOnlyList<Curve> OverNoise(StudyResults results, string metric) => Collect(results, metric, cells =>
    {
        int rows = cells.Noises.Any(noise => noise > 0) ? cells.Noises.Where(noise => noise > 0).Max(cells.RowsAt) : 0;
        return (rows, rows == 0 ? [] : cells.Noises.Select(noise => (noise, rows, noise)));
    });

    private static List<Curve> Collect(
        StudyResults results, string metric, Func<TrialCells, (int Rows, IEnumerable<(double X, int Rows, double Noise)> Axis)> axis)
    {
        List<Curve> curves = [];
        foreach (DatasetSummary dataset in results.Header.Datasets)
        {
            TrialCells cells = new(results, dataset);
            SamplingDesign design = SamplingDesign.Of(dataset);
            (int fixedRows, IEnumerable<(double, int, double)> cellsOfAxis) = axis(cells);
            foreach (LearnerSummary learner in results.Header.Learners)
            {
                ImmutableArray<CurvePoint>.Builder points = ImmutableArray.CreateBuilder<CurvePoint>();
                foreach ((double x, int rows, double noise) in cellsOfAxis)
                {
                    SortedDictionary<int, double> values = cells.Values(learner.Name, rows, noise, metric);
                    if (values.Count > 0)
                    {
                        points.Add(CurvePoint.Of(x, design.Single(values.Values, metric)));
                    }
                }

                if (points.Count > 0)
                {
                    curves.Add(new Curve(dataset.Id, learner.Name, metric, fixedRows, points.DrainToImmutable()));
                }
            }
        }

        return curves;
    }
}
