using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Targets;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.Native.Xgboost;

/// <summary>One fit as the caller sees it: encode as the embedded boosting does, let a worker boost, read the trees.</summary>
internal sealed class XgboostFit(TrainingSet train, XgboostOptions options, FitContext context)
{
    private readonly MonotoneColumns monotone = new("xgboost", options.Monotone, train.Features);

    public XgboostPredictor Run()
    {
        InputEncoding encoding = InputEncoding.Fit(train.Features, options.Embedded, context.Cancel);
        XgboostTarget target = XgboostTarget.Of(train.Labels, options);
        int[] all = [.. Enumerable.Range(0, train.Count)];
        if (target.Labels.Length == 0 || encoding.Width == 0)
        {
            return new XgboostPredictor(encoding, target.Head, target.Start(all), []);
        }

        XgboostRequest request = Request(encoding, target, all);
        using BinaryReader answer = WorkerPool.Run<XgboostJob>(request.Write, context.Cancel);
        int rounds = answer.ReadInt32();
        byte[] model = rounds > 0 ? answer.ReadBytes(answer.ReadInt32()) : [];
        double[] start = request.All?.Start ?? request.Splits[0].Start;
        return new XgboostPredictor(encoding, target.Head, start, model);
    }

    private XgboostRequest Request(InputEncoding encoding, XgboostTarget target, int[] all)
    {
        float[] values = encoding.Encode(train.Features, 0, train.Count, context.Cancel).Values;

        // The library refuses the infinite; the order of the values is all that trees see. Missing values stay missing.
        TensorPrimitives.Clamp<float>(values, float.MinValue, float.MaxValue, values);
        XgboostSplit[] splits = options.EarlyStopping ? [.. Splits(target)] : [];
        bool keepsOnly = splits.Length == 1 && !options.Refit;
        return new XgboostRequest(
            values,
            [.. encoding.Levels.Select(levels => levels > 0 && options.TreeMethod != TreeMethod.Exact)],
            target.Labels,
            [.. Parameters(encoding, target)],
            splits,
            keepsOnly ? null : new XgboostSplit(all, [], target.Start(all)),
            options.EarlyStopping && splits.Length == 0 ? 0 : options.MaxRounds,
            options.Patience);
    }

    /// <summary>The same folds as the embedded boosting deals with this seed.</summary>
    private IEnumerable<XgboostSplit> Splits(XgboostTarget target)
    {
        bool crossValidate = train.Count < options.CrossValidateBelow;
        int folds = crossValidate ? options.Folds : (int)Math.Round(1 / options.ValidationFraction);
        StratifiedFolds dealt = new(
            train.Count, train.Task == TaskKind.Regression ? null : train.Labels.Classes, folds, context.Rng("boosting-folds"));
        for (int f = 0; f < (crossValidate ? folds : 1) && train.Count >= 2 * folds; f++)
        {
            (int[] fit, int[] watch) = dealt.HoldOut(f);
            yield return new XgboostSplit(fit, watch, target.Start(fit));
        }
    }

    /// <summary>As text, in the invariant culture.</summary>
    public static string Text<T>(T value)
        where T : notnull => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private IEnumerable<(string Name, string Value)> Parameters(InputEncoding encoding, XgboostTarget target)
    {
        List<(string Name, string Value)> parameters =
        [
            .. target.Parameters(),
            ("verbosity", "0"),
            ("nthread", Text(context.Threads)),
            ("tree_method", JsonNamingPolicy.KebabCaseLower.ConvertName(options.TreeMethod.ToString())),

            // The library draws from one generator for all boosters of a process: seeded anew each round, a fold does not depend on its neighbours.
            ("seed", Text(context.Rng("boosting-samples").NextInt(int.MaxValue))),
            ("seed_per_iteration", "1"),
            ("eta", Text(options.LearningRate)),
            ("max_depth", Text(options.DepthFor(train.Count))),
            ("min_child_weight", Text(options.MinHessian)),
            ("gamma", Text(options.MinGain)),
            ("alpha", Text(options.L1)),
            ("lambda", Text(options.L2)),
            ("subsample", Text(options.RowFraction)),
            ("colsample_bytree", Text(options.ColumnFraction)),
        ];
        if (options.TreeMethod != TreeMethod.Exact)
        {
            parameters.Add(("max_bin", Text(options.MaxBins)));
            parameters.Add(("max_cat_to_onehot", Text(options.OneHotBelow)));
        }

        if (options.Leaves is int leaves)
        {
            parameters.Add(("grow_policy", "lossguide"));
            parameters.Add(("max_leaves", Text(leaves)));
        }

        if (options.MaxDelta is double step)
        {
            parameters.Add(("max_delta_step", Text(step)));
        }

        if (monotone.Directions(encoding, target.Head.IsTurned) is int[] directions)
        {
            parameters.Add(("monotone_constraints", $"({string.Join(',', directions)})"));
        }

        return parameters;
    }
}
