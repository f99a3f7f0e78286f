using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>
/// When a learner learns the rows and when the noise: figures of a <see cref="TrainingCurve"/> on a block with corrupted class labels. The gap of a step is
/// the share of corrupted rows predicted as given less the share predicted as they truly are (Arpit et al. 2017 compare the two so): −1 when the model sees
/// through all noise, +1 when it knows all of it by heart. A step counts when the median of the five around it does too: one odd epoch is none.
/// </summary>
/// <param name="Curve">Epochs or rounds of one network.</param>
/// <param name="Gaps">One a point.</param>
/// <param name="CleanStep">First step at which nine tenths of the clean rows are right; null when there is none.</param>
/// <param name="NoiseStep">First step at which more corrupted rows are predicted as given than as they truly are: memorisation begins; null for never.</param>
public sealed record Memorisation(IReadOnlyList<TrainingPoint> Curve, IReadOnlyList<double> Gaps, int? CleanStep, int? NoiseStep)
{
    private const double Learned = 0.9;
    private const int Window = 5;

    /// <summary>Gap after the last step.</summary>
    public double FinalGap => Gaps[^1];

    /// <summary>Least test error on the way, and the step of it: what an oracle would have stopped at.</summary>
    public TrainingPoint Best => Curve.MinBy(point => point.Test)!;

    /// <summary>Fits the learner on the block and follows it.</summary>
    /// <param name="every">Steps from one point to the next.</param>
    /// <exception cref="InputException">The learner tells of no steps, or no label is corrupted.</exception>
    public static Memorisation Follow(ILearner learner, Block block, ulong seed, int every = 1, CancellationToken cancel = default)
    {
        TrainingCurve curve = new(block, every);
        learner.Fit(block.Train, new FitContext(seed, cancel) { Observer = curve });
        return curve.Points.Count > 0
            ? Of(curve.Points)
            : throw new InputException($"{learner.Id} has neither epochs nor rounds", "memorisation curve", "use a network or boosting");
    }

    /// <param name="points">Of class labels; those of the first network count.</param>
    /// <exception cref="InputException">No label is corrupted.</exception>
    public static Memorisation Of(IReadOnlyList<TrainingPoint> points)
    {
        TrainingPoint[] curve = [.. points.Where(point => point.Network == points[0].Network)];
        if (curve.Any(point => point.Corrupted is null || point.Clean is null))
        {
            throw new InputException("no training label is corrupted, or all are", "memorisation curve", "apply a label noise to the block");
        }

        double[] gaps = [.. curve.Select(point => point.Recovered!.Value - point.Corrupted!.Value)];
        return new Memorisation(
            curve,
            gaps,
            First(curve, [.. curve.Select(point => 1 - point.Clean!.Value)], Learned, orEqual: true),
            First(curve, gaps, 0, orEqual: false));
    }

    private static int? First(TrainingPoint[] curve, double[] values, double threshold, bool orEqual)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int from = Math.Max(0, i - Window / 2), to = Math.Min(values.Length, i + Window / 2 + 1);
            double[] near = [.. values[from..to].Order()];
            double least = Math.Min(values[i], near[(near.Length - 1) / 2]);
            if (least > threshold || (orEqual && least == threshold))
            {
                return curve[i].Step;
            }
        }

        return null;
    }
}
