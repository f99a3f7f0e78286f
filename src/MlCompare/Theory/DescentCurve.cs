using MlCompare.Learners;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>One capacity of a sweep.</summary>
/// <param name="Risk">Clean risk on the test rows over the blocks.</param>
/// <param name="TrainError">Mean against the labels given.</param>
public sealed record DescentPoint(double Capacity, MeanInterval Risk, double TrainError);

/// <summary>
/// Test risk over a capacity axis that must be named: double descent means nothing without one (for trees the shape changes with whether leaves or rounds
/// grow: Curth, Jeffares and van der Schaar 2023, of whom no formula is used; that least squares peak where columns meet rows is simulated in the tests). Peak height is the most risk over the least risk among <em>larger or equal</em> capacities, tail ratio the
/// last risk over the least of all; both ratios of means. Our own decision: a peak needs a lower risk on both sides by more than the margin.
/// </summary>
/// <param name="Axis">What grows, such as "random features / rows" or "rounds at 31 leaves, then trees averaged".</param>
/// <param name="Points">In ascending capacity.</param>
public sealed record DescentCurve(string Axis, IReadOnlyList<DescentPoint> Points)
{
    /// <summary>Relative difference of risks that counts.</summary>
    private const double Margin = 0.05;

    /// <summary>
    /// The inner peak: the point with the most risk among those that a lower one precedes and follows, each by more than a twentieth; null when
    /// risk only falls, only rises, or falls and rises once (the classical curve).
    /// </summary>
    public DescentPoint? Peak => Points
        .Where((point, i) => Lower(Points.Take(i), point) && Lower(Points.Skip(i + 1), point))
        .MaxBy(point => point.Risk.Mean);

    /// <summary>Risk at the peak / least risk of all; 1 without a peak.</summary>
    public double PeakHeight => (Peak?.Risk.Mean ?? Least) / Least;

    /// <summary>Risk at the largest capacity / least risk of all: 1 when more capacity never hurts.</summary>
    public double TailRatio => Points[^1].Risk.Mean / Least;

    private double Least => Points.Min(point => point.Risk.Mean);

    /// <param name="learnerOf">The learner of a capacity.</param>
    /// <param name="blocks">One a replicate; all capacities meet the same.</param>
    public static DescentCurve Measure(
        string axis, IReadOnlyList<double> capacities, Func<double, ILearner> learnerOf, IReadOnlyList<Block> blocks, ulong seed, CancellationToken cancel = default)
    {
        return new DescentCurve(axis, [.. capacities.Order().Select(Point)]);

        DescentPoint Point(double capacity)
        {
            (double Risk, double Train)[] found = [.. blocks.Select((block, replicate) =>
            {
                IPredictor model = learnerOf(capacity).Fit(block.Train, new FitContext(Seeds.From(seed, "replicate", replicate), cancel));
                return (CleanRisk.Of(model, block), CleanRisk.OfTraining(model, block.Train));
            })];
            return new DescentPoint(capacity, MeanInterval.Of([.. found.Select(pair => pair.Risk)]), found.Average(pair => pair.Train));
        }
    }

    private static bool Lower(IEnumerable<DescentPoint> others, DescentPoint point) =>
        others.Any(other => other.Risk.Mean * (1 + Margin) < point.Risk.Mean);
}
