using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.Native.Libsvm;

/// <summary>
/// One fit: encode, choose C and gamma by cross-validation on some rows, then train on all rows and calibrate by the scores of a
/// cross-validation with that choice. Two jobs for a worker.
/// </summary>
internal sealed class LibsvmFit(TrainingSet train, LibsvmOptions options, FitContext context)
{
    // Factors of three bracket what cross-validation prefers on most tables; finer grids cost more than they find.
    private static readonly double[] Costs = [0.3, 3, 30, 300], Widths = [0.3, 1, 3];

    /// <summary>Rows whose distances give the median.</summary>
    private const int MedianRows = 300;

    public LibsvmPredictor Run()
    {
        // In the order of their names: a table with its columns in another order gives the same machine.
        FeatureEncoder encoder = FeatureEncoder.Fit(SvmHead.InOrder(train.Features), options.Encoding, context.Cancel);
        (SvmHead head, double[] labels) = SvmHead.Of(train.Labels);
        if (head.Scores == 0 || encoder.Width == 0)
        {
            return LibsvmPredictor.Constant(encoder, head);
        }

        DesignMatrix design = encoder.Transform(SvmHead.InOrder(train.Features));
        SvmChoice choice = Choose(design, labels, head);
        SvmRequest final = Request(design, labels, head, [choice], Splits(labels, head), true);
        using BinaryReader answer = WorkerPool.Run<LibsvmJob>(final.Write, context.Cancel);
        double[] held = NumberArrays.Load<double>(answer);
        SvmModel model = SvmModel.Load(answer);
        SvmKernel kernel = new(options.Shape, choice.Gamma);
        DesignMatrix support = design.Select(model.Support);
        PlattScale[] scales = head.Order is null ? [] : head.Calibrate(labels, final.Splits.Length > 0 ? held : OwnScores(design, support, model, kernel, head.Scores));
        return new LibsvmPredictor(encoder, head, kernel, support, model, scales);
    }

    private SvmChoice Choose(DesignMatrix design, double[] labels, SvmHead head)
    {
        double unit = options.Shape == SvmShape.Linear ? 1 : 1 / MedianSquaredDistance(design);
        double[] costs = options.C is double c ? [c] : Costs, widths = options.Gamma is double g ? [g] : options.Shape == SvmShape.Linear ? [1] : Widths;

        // Gamma outside: a precomputed matrix serves all costs.
        SvmChoice[] choices = [.. widths.SelectMany(width => costs.Select(cost => new SvmChoice(cost, width * unit)))];
        if (choices.Length == 1)
        {
            return choices[0];
        }

        int[] rows = [.. Enumerable.Range(0, Math.Min(train.Count, options.SearchRows))];
        double[] some = labels[..rows.Length];
        SvmSplit[] splits = Splits(some, head);
        if (splits.Length == 0)
        {
            return new SvmChoice(options.C ?? 3, (options.Gamma ?? 1) * unit);
        }

        SvmRequest search = Request(rows.Length == train.Count ? design : design.Select(rows), some, head, choices, splits, false);
        using BinaryReader answer = WorkerPool.Run<LibsvmJob>(search.Write, context.Cancel);
        double[] losses = [.. choices.Select(_ => head.Loss(some, NumberArrays.Load<double>(answer)))];
        return choices[Array.IndexOf(losses, losses.Min())];
    }

    private SvmSplit[] Splits(double[] labels, SvmHead head)
    {
        if (labels.Length < 2 * options.Folds)
        {
            return [];
        }

        StratifiedFolds dealt = new(labels.Length, head.Order is null ? null : [.. labels.Select(label => (int)label)], options.Folds, context.Rng("libsvm-folds"));
        return [.. Enumerable.Range(0, options.Folds).Select(dealt.HoldOut).Select(split => new SvmSplit(split.Train, split.Held))];
    }

    private SvmRequest Request(DesignMatrix design, double[] labels, SvmHead head, SvmChoice[] choices, SvmSplit[] splits, bool keepsModel) => new(
        design, labels, head.Order?.Count ?? 0, options.Shape, options.IsPrecomputed, options.Epsilon, options.Tolerance, options.CacheMegabytes, choices, splits, keepsModel);

    /// <summary>Of pairs of rows that differ; 1 when none do.</summary>
    private double MedianSquaredDistance(DesignMatrix design)
    {
        int[] rows = [.. context.Rng("libsvm-median").Permutation(design.Count).Take(MedianRows)];
        double[] distances =
        [
            .. rows.SelectMany((row, i) => rows.Take(i).Select(other => SvmKernel.SquaredDistance(design, row, design, other)))
                .Where(distance => distance > 0).Order(),
        ];
        return distances.Length == 0 ? 1 : distances[distances.Length / 2];
    }

    /// <summary>Too few rows to hold some out: the scores of the rows trained on.</summary>
    private static double[] OwnScores(DesignMatrix design, DesignMatrix support, SvmModel model, SvmKernel kernel, int scores)
    {
        double[] own = new double[design.Count * scores];
        for (int row = 0; row < design.Count; row++)
        {
            LibsvmPredictor.Score(design, row, support, model, kernel, own.AsSpan(row * scores, scores));
        }

        return own;
    }
}
