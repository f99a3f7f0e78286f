using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

public class FeatureTreeTests
{
    private const int Rows = 1600, Test = 400, Width = 6;

    // On either side of x0 = 0 another feature counts.
    private static readonly Func<double[], double> TwoRegimes = x => x[0] > 0 ? 2 + Math.Sin(2 * x[1]) : -2 + Math.Sin(2 * x[2]);

    [Fact]
    public void ALargeTableIsCutAlongWhatTheTargetFollowsAndEachPartLearnsItsOwnMetric()
    {
        (TrainingSet train, FeatureTable test, double[] truth) = Sample(TwoRegimes);
        FeatureTreePredictor tree = (FeatureTreePredictor)Machine().Fit(train, new FitContext(1));
        Assert.Equal(3, tree.Directions.Count);
        Assert.Equal("x0", tree.Directions[0].MaxBy(part => Math.Abs(part.Weight)).Feature);
        Assert.Equal(4, tree.Machines.Count);
        Assert.Contains("4 machines on the parts of a tree, each of 400 rows at most", tree.Remark, StringComparison.Ordinal);

        // The lowest part knows x2 and not x1, the highest the other way round.
        Assert.Equal("x2", Strongest(tree.Machines[tree.Directions[0].First(part => part.Feature == "x0").Weight > 0 ? 0 : 3]));
        Assert.Equal("x1", Strongest(tree.Machines[tree.Directions[0].First(part => part.Feature == "x0").Weight > 0 ? 3 : 0]));
        double error = Error(tree, test, truth), constant = truth.Average(y => Math.Pow(y - truth.Average(), 2));
        Assert.True(error <= 0.1 * constant, $"{error} against {constant}");
    }

    [Fact]
    public void SavedAndLoadedATreePredictsTheSameAndOneRowAsAmongOthers()
    {
        (TrainingSet train, FeatureTable test, _) = Sample(TwoRegimes);
        IPredictor tree = Machine().Fit(train, new FitContext(1));
        using MemoryStream stream = new();
        tree.Save(new BinaryWriter(stream));
        stream.Position = 0;
        IPredictor loaded = Machine().Load(new BinaryReader(stream));
        double[] all = tree.Predict(test).Values;
        Assert.Equal(all, loaded.Predict(test).Values);
        Assert.All(Enumerable.Range(0, 20), row => Assert.Equal(all[row], tree.Predict(test.Select([row])).Values[0]));
    }

    [Fact]
    public void AClassThatAPartLacksKeepsALittleProbability()
    {
        (TrainingSet train, FeatureTable test, _) = Sample(TwoRegimes);
        ImmutableArray<string> names = ["low", "high", "never"];
        Labels labels = Labels.OfClasses([.. train.Labels.Values.Select(y => y > 0 ? 1 : 0)], names);
        IPredictor tree = Machine().Fit(new TrainingSet(train.Features, labels), new FitContext(1));
        Prediction prediction = tree.Predict(test);
        double least = double.PositiveInfinity;
        for (int row = 0; row < Test; row++)
        {
            double[] own = prediction.Values[(3 * row)..(3 * row + 3)];
            Assert.True(Math.Abs(own.Sum() - 1) <= 1e-9);
            Assert.True(own[2] <= 0.005, $"{own[2]}");
            least = Math.Min(least, Math.Min(own[0], own[1]));
        }

        Assert.True(least >= 0.2 / 401, $"{least}");
    }

    [Fact]
    public void RowsThatNoDirectionCutsAreLeftToOneMachineByCentres()
    {
        (TrainingSet train, _, _) = Sample(_ => 0);
        IPredictor model = Machine().Fit(train, new FitContext(1));
        Assert.IsType<KernelPredictor>(model);
    }

    private static FeatureMachineLearner Machine() => new(new FeatureMachineOptions(
        Iterations: 2, Bandwidth: 1, Ridge: 0.1, SearchRows: 300, LearnRows: 500, MaxRows: 500, LeafRows: 400, Centres: 200));

    private static string Strongest(KernelPredictor machine) => machine.FeatureNames.Zip(machine.Metric!.Weights).MaxBy(pair => pair.Second).First;

    private static (TrainingSet Train, FeatureTable Test, double[] Truth) Sample(Func<double[], double> target)
    {
        Rng rng = new(4);
        float[][] x = [.. Enumerable.Range(0, Width).Select(_ => Enumerable.Range(0, Rows + Test).Select(_ => (float)rng.NextGaussian()).ToArray())];
        double[] y = [.. Enumerable.Range(0, Rows + Test).Select(i => target([.. x.Select(column => (double)column[i])]))];
        FeatureTable all = new(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values)));
        return (new TrainingSet(all.Head(Rows), Labels.OfValues(y[..Rows])), all.Select([.. Enumerable.Range(Rows, Test)]), y[Rows..]);
    }

    private static double Error(IPredictor model, FeatureTable test, double[] truth) =>
        model.Predict(test).Values.Zip(truth, (p, y) => (p - y) * (p - y)).Average();
}
