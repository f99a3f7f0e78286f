using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Learners;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Sequences;
using MlCompare.Learners.Neural.Sounds;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Learners.Neural.Nets;

/// <summary>Defaults on real data; the floors leave room for another split or seed below the figures beside them.</summary>
[Trait("Category", "Slow")]
public class NetworkAccuracyTests
{
    private static double Accuracy(ILearner learner, string id, int trainRows)
    {
        Dataset data = new DatasetLibrary(DataFactAttribute.Folder).Resolve(id).Load(0);
        Rng rng = new(Seeds.From(1, id));
        int[] order = rng.Permutation(data.Count);
        HashSet<int> held = [.. data.OfficialTestRows.Length > 0 ? data.OfficialTestRows : order[..(data.Count / 5)]];
        int[] train = [.. order.Where(row => !held.Contains(row)).Take(trainRows)], test = [.. held.Order()];
        IPredictor model = learner.Fit(new TrainingSet(data.Features.Select(train), data.Labels.Select(train)), new FitContext(1) { Threads = 2 });
        Prediction prediction = model.Predict(data.Features.Select(test));
        return Enumerable.Range(0, test.Length).Average(i => prediction.Class(i) == data.Labels.Classes[test[i]] ? 1.0 : 0);
    }

    // 0.991 ± 0.004 over three splits; a plain PyTorch convolutional network of 5 epochs 0.716.
    [DataFact]
    public void Convolutions_on_digits_of_1000_rows() => Assert.InRange(Accuracy(new ConvLearner(), "digits", 1000), 0.975, 1);

    // 0.990 on the official split.
    [DataFact]
    public void Spectrogram_convolutions_on_spoken_digits() => Assert.InRange(Accuracy(new AudioConvLearner(), "fsdd", int.MaxValue), 0.95, 1);

    // 0.884 on the official split.
    [DataFact]
    public void Text_convolution_on_questions() => Assert.InRange(Accuracy(new TextConvLearner(), "trec", int.MaxValue), 0.86, 1);

    // 0.868 on the official split.
    [DataFact]
    public void Text_embeddings_on_questions() => Assert.InRange(Accuracy(new TextEmbeddingLearner(), "trec", int.MaxValue), 0.84, 1);

    // 0.884 on the official split.
    [DataFact]
    public void Recurrent_network_on_questions() => Assert.InRange(Accuracy(new GruLearner(), "trec", int.MaxValue), 0.85, 1);

    // 0.794 on the official split: what order and words tell a reservoir that learns nothing of them.
    [DataFact]
    public void Reservoir_on_questions() => Assert.InRange(Accuracy(new EchoStateLearner(), "trec", int.MaxValue), 0.74, 0.86);

    // 300 of 300 on the official split.
    [DataFact]
    public void Waveform_convolutions_on_spoken_digits() => Assert.InRange(Accuracy(new WaveConvLearner(), "fsdd", int.MaxValue), 0.96, 1);

    // 0.997 and 0.993 on the official split.
    [DataFact]
    public void Recurrent_network_and_reservoir_on_spoken_digits()
    {
        Assert.InRange(Accuracy(new GruLearner(), "fsdd", int.MaxValue), 0.96, 1);
        Assert.InRange(Accuracy(new EchoStateLearner(), "fsdd", int.MaxValue), 0.96, 1);
    }
}
