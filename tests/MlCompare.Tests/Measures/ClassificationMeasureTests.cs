using MlCompare.Measures;
using static MlCompare.Tests.Measures.Samples;

namespace MlCompare.Tests.Measures;

public sealed class ClassificationMeasureTests
{
    /// <summary>Figures of scikit-learn 1.2.1 (accuracy_score, balanced_accuracy_score, log_loss, roc_auc_score ovr macro); Brier by hand.</summary>
    [Fact]
    public void Three_classes_agree_with_scikit_learn()
    {
        Near(0.75, new Accuracy().Compute(ThreeClasses));
        Near(0.25, new Error().Compute(ThreeClasses));
        Near(0.7777777777777777, new BalancedAccuracy().Compute(ThreeClasses));
        Near(0.6045117405776579, new LogLoss().Compute(ThreeClasses));
        Near(0.326875, new Brier().Compute(ThreeClasses));
        Near(0.9777777777777779, new AreaUnderCurve().Compute(ThreeClasses));
    }

    /// <summary>Figures of scikit-learn 1.2.1; its one-column brier_score_loss 0.18055… is half of ours.</summary>
    [Fact]
    public void Two_classes_agree_with_scikit_learn()
    {
        Near(0.75, new AreaUnderCurve().Compute(TwoClasses));
        Near(0.521621595816396, new LogLoss().Compute(TwoClasses));
        Near(2 * 0.18055555555555555, new Brier().Compute(TwoClasses));
        Near(0.65, new BalancedAccuracy().Compute(TwoClasses));
    }

    [Fact]
    public void Log_loss_of_a_certain_error_is_clipped() =>
        Near(-Math.Log(1e-15), new LogLoss().Compute(Binary([0, 0], [1, 1])));

    [Fact]
    public void A_class_absent_from_the_test_rows_counts_in_no_average()
    {
        var evidence = Classes([0.8, 0.1, 0.1, 0.1, 0.7, 0.2, 0.2, 0.7, 0.1], [0, 1, 0], 3);
        Near(0.75, new BalancedAccuracy().Compute(evidence));
        // Class 0 is ranked perfectly (1), class 1 ties with one of two rows (0.75), class 2 does not occur.
        Near(0.875, new AreaUnderCurve().Compute(evidence));
    }

    [Fact]
    public void Area_is_the_share_of_ordered_pairs_with_ties_half()
    {
        Rng rng = new(7);
        double[] scores = [.. Enumerable.Range(0, 200).Select(_ => rng.NextInt(20) / 20.0)];
        int[] classes = [.. scores.Select(score => rng.NextDouble() < 0.2 + (0.6 * score) ? 1 : 0)];
        double won = 0, pairs = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (classes[i] == 1 && classes[j] == 0)
                {
                    pairs++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        Near(won / pairs, new AreaUnderCurve().Compute(Binary(scores, classes)));
    }

    [Fact]
    public void Area_of_one_class_alone_does_not_exist() =>
        Assert.Null(new AreaUnderCurve().Compute(Binary([0.2, 0.9], [1, 1])));

    [Fact]
    public void A_constant_score_has_area_one_half() =>
        Near(0.5, new AreaUnderCurve().Compute(Binary([0.3, 0.3, 0.3, 0.3], [1, 0, 0, 1])));
}
