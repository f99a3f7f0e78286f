using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Linear;

/// <summary>
/// Chooses the strength of the penalty by the loss on held-out rows: from strong to weak, each fit starting where the last one
/// ended, until the loss has risen clearly or twice; then half a step to either side of the best.
/// </summary>
internal sealed class PenaltyPath
{
    // The penalty is strength / 2 times the squared weights, beside the summed loss. With features of unit variance the ends
    // mean "all but ignore the features" and "all but free" for any number of rows that fits in memory.
    private static readonly double[] Strengths = [1e4, 1e3, 1e2, 10, 1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5];

    // The held-out loss is flat near its minimum: a rough fit ranks the strengths.
    private const double Tolerance = 3e-5;
    private const int MaxIterations = 50;
    private const double ClearRise = 1.01;

    // Work of a pass over the rows, in dense multiplications. Up to the first, five folds are cheap enough; dearer fits get a single
    // fifth held out; beyond the second, fewer rows take part (but not below the third: a strength chosen on less is guesswork).
    private const double CheapPass = 1e6;
    private const double DearPass = 1e8;
    private const int FewestRows = 3000;
    private const int FoldCount = 5;

    private readonly List<(PenaltyFold Fold, float[] Point)> folds = [];
    private readonly CancellationToken cancel;

    public PenaltyPath(DesignMatrix matrix, LinearTargets targets, int maxRows, Rng rng, CancellationToken cancel)
    {
        this.cancel = cancel;
        double pass = Work(matrix) * targets.Loss().Columns;
        int most = Math.Min(maxRows, (int)Math.Max(FewestRows, DearPass / pass * targets.Rows));
        if (targets.Rows > most)
        {
            int[] some = rng.Permutation(targets.Rows)[..most];
            Array.Sort(some);
            (matrix, targets) = (matrix.Select(some), targets.Select(some));
        }

        int used = pass <= CheapPass ? FoldCount : 1;
        StratifiedFolds dealt = new(targets.Rows, targets.Classes, FoldCount, rng);
        for (int f = 0; f < used; f++)
        {
            (int[] rest, int[] held) = dealt.HoldOut(f);
            PenaltyFold fold = new(matrix.Select(rest), targets.Select(rest), matrix.Select(held), targets.Select(held));
            folds.Add((fold, new PenalisedLoss(fold.Train, fold.Targets.Loss(), 1, cancel).Start()));
        }
    }

    /// <summary>Weights of the last fit, one not far from the best: a good place to start on all rows.</summary>
    public float[] WarmStart => folds[0].Point;

    /// <summary>The chosen strength.</summary>
    public double Choose()
    {
        double best = Strengths[0], lowest = double.PositiveInfinity;
        int rises = 0;
        foreach (double strength in Strengths)
        {
            double loss = HeldOutLoss(strength);
            if (loss < lowest)
            {
                (best, lowest, rises) = (strength, loss, 0);
            }
            else if (++rises == 2 || loss > ClearRise * lowest)
            {
                break;
            }
        }

        double centre = best;
        foreach (double strength in new[] { centre * Math.Sqrt(10), centre / Math.Sqrt(10) })
        {
            double loss = HeldOutLoss(strength);
            if (loss < lowest)
            {
                (best, lowest) = (strength, loss);
            }
        }

        return best;
    }

    private double HeldOutLoss(double strength)
    {
        double sum = 0;
        int rows = 0;
        foreach ((PenaltyFold fold, float[] point) in folds)
        {
            new Lbfgs(new PenalisedLoss(fold.Train, fold.Targets.Loss(), strength, cancel)).Minimise(point, Tolerance, MaxIterations);
            float[] ignored = new float[point.Length];
            sum += new PenalisedLoss(fold.HeldOut, fold.HeldOutTargets.Loss(), 0, cancel).Evaluate(point, ignored) * fold.HeldOut.Count;
            rows += fold.HeldOut.Count;
        }

        return sum / rows;
    }

    /// <summary>What one pass for one output costs, in dense multiplications.</summary>
    private static double Work(DesignMatrix matrix)
    {
        // A sparse entry is fetched from a place of its own: about four times as dear.
        double work = matrix.Dense.LongLength + 1;
        for (int i = 0; matrix.Sparse is { } sparse && i < matrix.Count; i++)
        {
            work += 4.0 * sparse.Columns(i).Length;
        }

        return work;
    }
}

/// <summary>Rows to fit on and rows to judge by.</summary>
internal sealed record PenaltyFold(DesignMatrix Train, LinearTargets Targets, DesignMatrix HeldOut, LinearTargets HeldOutTargets);
