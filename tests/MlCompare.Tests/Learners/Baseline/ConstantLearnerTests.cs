using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Baseline;

public class ConstantLearnerTests
{
    private static readonly FeatureTable Features = new(Modality.Tabular, [new NumericColumn("x", [1, 2, 3, 4])]);

    [Fact]
    public void Classes_get_their_frequencies()
    {
        Labels labels = Labels.OfClasses([0, 2, 2, 2], ["a", "b", "c"]);
        Prediction prediction = new ConstantLearner().Fit(new TrainingSet(Features, labels), new FitContext(1)).Predict(Features.Head(2));
        Assert.Equal([0.25, 0, 0.75, 0.25, 0, 0.75], prediction.Values);
    }

    [Fact]
    public void Real_targets_get_their_mean()
    {
        Labels labels = Labels.OfValues([1, 2, 3, 10]);
        Prediction prediction = new ConstantLearner().Fit(new TrainingSet(Features, labels), new FitContext(1)).Predict(Features.Head(1));
        Assert.Equal([4.0], prediction.Values);
    }
}
