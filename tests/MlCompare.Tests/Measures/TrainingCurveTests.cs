using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Neural;
using MlCompare.Learners.Neural.Diagnostics;
using MlCompare.Learners.Neural.Images;
using MlCompare.Learners.Neural.Sequences;
using MlCompare.Learners.Neural.Tables;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Measures;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Measures;

public class TrainingCurveTests
{
    /// <summary>A third of the training labels is wrong.</summary>
    private static Block Noisy(Problem problem)
    {
        Labels given = problem.Train.Labels.WithClasses([.. problem.Train.Labels.Classes.Select((code, row) => row % 3 == 0 ? 1 - code : code)]);
        return new Block(problem.Train with { Labels = given }, problem.Train.Labels, problem.Test, problem.TestLabels, null, null);
    }

    private static TrainingCurve Follow(ILearner learner, Block block, out IPredictor model)
    {
        TrainingCurve curve = new(block);
        model = learner.Fit(block.Train, new FitContext(7) { Observer = curve });
        return curve;
    }

    [Fact]
    public void Errors_are_split_by_corruption()
    {
        Block block = Noisy(Problems.Table(2));
        TrainingCurve curve = new(block);
        curve.After(new TrainingStep(0, 1, 2, () => new Fixed(block.Train.Labels, block.TestLabels)));
        curve.After(new TrainingStep(0, 2, 2, () => new Fixed(block.TrainTrue, block.TestLabels)));
        // A model that says what it was told has learned the noise by heart; one that says the truth is wrong on all of it.
        Assert.Equal([new TrainingPoint(0, 1, 0, 0, 0, 1), new TrainingPoint(0, 2, 0, 0, 1, 0)], curve.Points);
        // A network that is tried again begins anew.
        curve.After(new TrainingStep(0, 1, 2, () => new Fixed(block.TrainTrue, block.TestLabels)));
        Assert.Equal([new TrainingPoint(0, 1, 0, 0, 1, 0)], curve.Points);
    }

    [Fact]
    public void Without_corruption_there_is_no_error_on_corrupted_rows()
    {
        Problem problem = Problems.Regression();
        Block block = new(problem.Train, problem.Train.Labels, problem.Test, problem.TestLabels, null, null);
        TrainingPoint last = Follow(new BoostingLearner(new BoostingOptions { MaxRounds = 5 }), block, out IPredictor model).Points[^1];
        Assert.Null(last.Corrupted);
        Assert.Null(last.Recovered);
        Assert.Equal(Math.Sqrt(problem.Loss(model.Predict(problem.Test))), last.Test, 12);
    }

    [Fact]
    public void Boosting_tells_every_round_and_ends_with_its_model()
    {
        Block block = Noisy(Problems.Table(2));
        TrainingCurve curve = Follow(new BoostingLearner(new BoostingOptions { EarlyStopping = false, MaxRounds = 40, MinLeafRows = 2, Leaves = 8, LearningRate = 0.3 }), block, out IPredictor model);
        Assert.Equal(Enumerable.Range(1, 40), curve.Points.Select(point => point.Step));
        Prediction test = model.Predict(block.TestFeatures);
        Assert.Equal(Enumerable.Range(0, 80).Average(row => test.Class(row) == block.TestLabels.Classes[row] ? 0.0 : 1), curve.Points[^1].Test, 12);
        Assert.True(curve.Points[^1].Corrupted < curve.Points[0].Corrupted, "noise is fitted as rounds go by");
    }

    [Fact]
    public void A_network_learns_the_rows_first_and_the_noise_later()
    {
        Block block = Noisy(Problems.Table(2));
        TabResNetLearner learner = new(new TabResNetOptions { EarlyStopping = false, Epochs = 60, Dropout = 0, Width = 64 });
        IReadOnlyList<TrainingPoint> points = Follow(learner, block, out IPredictor model).Points;
        Assert.Equal(Enumerable.Range(1, 60), points.Select(point => point.Step));
        // Clean rows are right at a time when corrupted ones are still seen through; in the end both are learned by heart.
        Assert.Contains(points, point => point.Clean <= 0.15 && point.Recovered < 0.45);
        Assert.True(points[^1].Clean <= 0.1 && points[^1].Corrupted <= 0.2, $"{points[^1]}");
        // Who watches changes nothing.
        Assert.Equal(model.Predict(block.TestFeatures).Values, learner.Fit(block.Train, new FitContext(7)).Predict(block.TestFeatures).Values);
    }

    [Fact]
    public void A_model_of_an_epoch_stays_what_it_was()
    {
        Problem problem = Problems.Table(2);
        List<(IPredictor Model, double[] Then)> seen = [];
        Watch watch = new(step =>
        {
            IPredictor model = step.Model();
            seen.Add((model, model.Predict(problem.Test).Values));
        });
        new TabResNetLearner(new TabResNetOptions { Epochs = 4 }).Fit(problem.Train, new FitContext(7) { Observer = watch });
        Assert.Equal(4, seen.Count);
        Assert.All(seen, entry => Assert.Equal(entry.Then, entry.Model.Predict(problem.Test).Values));
        Assert.NotEqual(seen[0].Then, seen[^1].Then);
    }

    public static TheoryData<ILearner, Problem> Fits() => new()
    {
        { new TabResNetLearner(new TabResNetOptions { Epochs = 3 }), Problems.Table(3) },
        { new MlpLearner(new MlpOptions { Epochs = 3, Members = 1, Width = 16 }), Problems.Table(3) },
        { new MlpLearner(new MlpOptions { Epochs = 3, Members = 1, Width = 16 }), Problems.Texts() },
        { new GruLearner(new GruOptions { Epochs = 2, Units = 8 }), Problems.Sounds() },
        { new EchoStateLearner(new EchoStateOptions { Units = 20 }), Problems.Texts() },
        { new ConvLearner(new ConvOptions { Epochs = 3, Filters = 8 }), Problems.Images() },
        { new TextEmbeddingLearner(new TextEmbeddingOptions { Epochs = 3, Width = 8 }), Problems.Texts() },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void The_networks_of_a_model_can_be_looked_into(ILearner learner, Problem problem)
    {
        IPredictor model = learner.Fit(problem.Train, new FitContext(7));
        INetworkPredictor open = Assert.IsAssignableFrom<INetworkPredictor>(model);
        NetworkFunction network = Assert.Single(open.Networks);
        NetworkBatch batch = open.Encode(problem.Test);
        // The network of the exported weights, fed with the exported rows, says what the model says.
        float[] outputs = new NetworkFunction(network.Spec, network.Weights).Outputs(batch);
        Prediction prediction = model.Predict(problem.Test);
        int classes = network.OutputCount;
        for (int row = 0; row < prediction.Count; row++)
        {
            // Classes stand in the order of their first rows: the sorted probabilities are compared, as odds to the largest on one scale.
            double[] logits = [.. outputs[(row * classes)..((row + 1) * classes)].Select(output => (double)output).Order()];
            double[] odds = [.. prediction.Row(row).ToArray().Order().Select(p => Math.Log(p))];
            double factor = (odds[^1] - odds[0]) / Math.Max(1e-9, logits[^1] - logits[0]);
            Assert.All(logits, (logit, k) => Assert.Equal(odds[^1] - odds[k], factor * (logits[^1] - logit), 1e-3));
        }
    }

    private sealed class Watch(Action<TrainingStep> see) : ITrainingObserver
    {
        public void After(TrainingStep step) => see(step);
    }

    /// <summary>Says these labels of the rows, whatever they are; which rows is told by their number.</summary>
    private sealed class Fixed(Labels train, Labels test) : IPredictor
    {
        public Prediction Predict(FeatureTable features)
        {
            Labels labels = features.Count == train.Count ? train : test;
            return new Prediction([.. labels.Classes.SelectMany(code => Enumerable.Range(0, labels.ClassCount).Select(k => k == code ? 1.0 : 0))], labels.ClassCount);
        }

        public void Save(BinaryWriter writer) => writer.Write(train.Count);
    }
}
