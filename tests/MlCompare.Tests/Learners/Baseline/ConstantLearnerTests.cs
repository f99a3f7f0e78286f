using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Baseline;

public class ConstantLearnerTests
{
    private static readonly FeatureTable Features = new(Modality.Tabular, [new NumericColumn("x", [1, 2, 3, 4])]);

    [Fact]
    public void Classes_get_their_frequencies_and_an_absent_one_the_share_of_one_row_more()
    {
        Labels labels = Labels.OfClasses([0, 2, 2, 2], ["a", "b", "c"]);
        Prediction prediction = new ConstantLearner().Fit(new TrainingSet(Features, labels), new FitContext(1)).Predict(Features.Head(2));
        double[] row = [6 / 7.0 * 0.25, 1 / 7.0, 6 / 7.0 * 0.75];
        Assert.All(prediction.Values.Zip([.. row, .. row]), pair => Assert.Equal(pair.Second, pair.First, 12));
    }

    [Fact]
    public void Real_targets_get_their_mean()
    {
        Labels labels = Labels.OfValues([1, 2, 3, 10]);
        Prediction prediction = new ConstantLearner().Fit(new TrainingSet(Features, labels), new FitContext(1)).Predict(Features.Head(1));
        Assert.Equal([4.0], prediction.Values);
    }
}
