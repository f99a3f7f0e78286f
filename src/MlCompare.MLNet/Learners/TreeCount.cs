using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Trainers.FastTree;
using MlCompare.Learners.Targets;
using MlCompare.MLNet.Rows;

namespace MlCompare.MLNet.Learners;

/// <summary>
/// How many of FastTree's trees lose least on rows held out. Its own early stopping watches the absolute error and is no help for
/// probabilities, so the grown trees are walked here, one after the other.
/// </summary>
internal static class TreeCount
{
    /// <summary>The first trees are grown anew when more are wanted: most tables want less than a hundred.</summary>
    private const int First = 100;

    /// <summary>Where the best number is in the last fifth of what was grown, more trees may be better.</summary>
    private const double Settled = 0.8;

    /// <param name="grow">Grows so many trees: on the view's own labels, or of one class against the others.</param>
    /// <returns>The mean over the splits, rounded up.</returns>
    public static int Best(MlNetTraining training, int most, Func<EncodedView, int, ISingleFeaturePredictionTransformer<object>> grow) =>
        (int)Math.Ceiling(training.Splits.Average(split => Best(training.View, split, most, grow)));

    private static int Best(EncodedView view, InnerSplit split, int most, Func<EncodedView, int, ISingleFeaturePredictionTransformer<object>> grow)
    {
        for (int trees = Math.Min(First, most); ; trees = Math.Min(2 * trees, most))
        {
            int best = Best(view, split, rows => grow(rows, trees));
            if (trees == most || best < Settled * trees)
            {
                return best;
            }
        }
    }

    private static int Best(EncodedView view, InnerSplit split, Func<EncodedView, ISingleFeaturePredictionTransformer<object>> grow)
    {
        EncodedLabels labels = view.Labels!;
        int models = labels.Classes > 2 ? labels.Classes : 1;
        Grown[] grown = [.. Enumerable.Range(0, models).Select(k => Grown.Of(grow(view.Select(split.Train, models == 1 ? labels : labels.Against(k))).Model))];
        int trees = grown.Max(model => model.Trees.Length);
        if (trees == 0)
        {
            // Nothing to split by, as where every column is constant.
            return 1;
        }

        double[] losses = new double[trees];
        float[] row = new float[view.Matrix.Width];
        double[] sums = new double[models];
        foreach (int held in split.Held)
        {
            view.CopyRow(held, row);
            for (int k = 0; k < models; k++)
            {
                sums[k] = grown[k].Bias;
            }

            for (int t = 0; t < trees; t++)
            {
                for (int k = 0; k < models; k++)
                {
                    sums[k] += t < grown[k].Trees.Length ? grown[k].Weights[t] * Value(grown[k].Trees[t], row) : 0;
                }

                losses[t] += Loss(grown, sums, labels.Values[held], labels.Classes);
            }
        }

        return 1 + Array.IndexOf(losses, losses.Min());
    }

    /// <summary>Squared error, or log loss of the probabilities that all trees so far give.</summary>
    private static double Loss(Grown[] grown, double[] sums, float label, int classes)
    {
        const double Least = 1e-6;
        if (classes == 0)
        {
            return Math.Pow(sums[0] - label, 2);
        }

        if (classes == 2)
        {
            double second = grown[0].Probability(sums[0]);
            return -Math.Log(Math.Max(Least, label > 0 ? second : 1 - second));
        }

        double sum = 0;
        for (int k = 0; k < classes; k++)
        {
            sum += grown[k].Probability(sums[k]);
        }

        return -Math.Log(Math.Max(Least, grown[(int)label].Probability(sums[(int)label]) / sum));
    }

    private static double Value(RegressionTree tree, float[] row)
    {
        // A tree of one leaf has no split to start from.
        int node = tree.LeftChild.Count == 0 ? ~0 : 0;
        while (node >= 0)
        {
            node = row[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
        }

        // Leaves are children below 0: the complements of their numbers.
        return tree.LeafValues[~node];
    }

    /// <summary>Trees with what is to be done with their sum.</summary>
    private sealed record Grown(RegressionTree[] Trees, double[] Weights, double Bias, double Slope, double Offset)
    {
        public double Probability(double score) => 1 / (1 + Math.Exp(Slope * score + Offset));

        public static Grown Of(object model)
        {
            CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>? two = model as CalibratedModelParametersBase<FastTreeBinaryModelParameters, PlattCalibrator>;
            TreeEnsembleModelParametersBasedOnRegressionTree inner = two?.SubModel ?? (TreeEnsembleModelParametersBasedOnRegressionTree)model;
            RegressionTreeEnsemble ensemble = inner.TrainedTreeEnsemble;
            return new Grown([.. ensemble.Trees], [.. ensemble.TreeWeights], ensemble.Bias, two?.Calibrator.Slope ?? 0, two?.Calibrator.Offset ?? 0);
        }
    }
}
