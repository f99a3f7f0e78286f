using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Two tasks that a kernel without learned features cannot do: what a feature machine is for.</summary>
public class FeatureLearningTests
{
    /// <summary>a + b mod 31, one-hot, from 65 % of the pairs: a plain kernel stays at chance, the machine gets there after a dozen rounds, by itself.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void ModularAdditionIsLearnedLateAndNotByThePlainKernel()
    {
        const int P = 31, Train = 624;
        int[] order = new Rng(1).Permutation(P * P);
        ImmutableArray<string> levels = [.. Enumerable.Range(0, P).Select(level => $"v{level}")];
        FeatureTable all = new(Modality.Tabular,
        [
            new CategoricalColumn("a", [.. order.Select(pair => pair / P)], levels),
            new CategoricalColumn("b", [.. order.Select(pair => pair % P)], levels),
        ]);
        Labels labels = Labels.OfClasses([.. order.Select(pair => (pair / P + pair % P) % P)], levels);
        int[] test = [.. Enumerable.Range(Train, P * P - Train)];
        double Right(ILearner learner) => Accuracy(
            learner.Fit(new TrainingSet(all.Head(Train), labels.Head(Train)), new FitContext(1)).Predict(all.Select(test)), labels.Select(test));
        FeatureMachineOptions options = new(MetricKind.Full, Shape: KernelShape.Gaussian, Centred: true, Bandwidth: 1, Ridge: 1e-5);
        Assert.True(Right(new KernelLearner(new KernelOptions(KernelShape.Gaussian))) <= 0.1);
        Assert.True(Right(new FeatureMachineLearner(options with { Iterations = 4 })) <= 0.3);
        double late = Right(new FeatureMachineLearner());
        Assert.True(late >= 0.97, $"{late}");
    }

    /// <summary>Three directions of forty features carry the class: the machine halves the excess over the Bayes error, and more.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void ThreeDirectionsOfFortyAreFoundByTheMachineOnly()
    {
        const int Width = 40, Train = 2500, Test = 4000;
        Rng rng = new(5);
        double[][] directions = Orthonormal(3, Width, rng);
        float[][] x = [.. Enumerable.Range(0, Width).Select(_ => Enumerable.Range(0, Train + Test).Select(_ => (float)rng.NextGaussian()).ToArray())];
        int[] y = new int[Train + Test];
        double bayes = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double[] z = [.. directions.Select(direction => direction.Select((weight, j) => weight * x[j][i]).Sum())];
            double eta = 1 / (1 + Math.Exp(-4 * (z[0] + 1.5 * z[0] * z[1] + z[1] * z[2])));
            y[i] = rng.NextDouble() < eta ? 1 : 0;
            bayes += i < Train ? 0 : Math.Min(eta, 1 - eta) / Test;
        }

        FeatureTable all = new(Modality.Tabular, x.Select((values, j) => new NumericColumn($"x{j}", values)));
        Labels labels = Labels.OfClasses(y, ["0", "1"]);
        int[] test = [.. Enumerable.Range(Train, Test)];
        double Excess(ILearner learner) => 1 - bayes - Accuracy(
            learner.Fit(new TrainingSet(all.Head(Train), labels.Head(Train)), new FitContext(1)).Predict(all.Select(test)), labels.Select(test));
        double plain = Excess(new KernelLearner()), machine = Excess(new FeatureMachineLearner());
        Assert.True(plain >= 0.08, $"{plain}");
        Assert.True(machine <= 0.07, $"{machine}");
        Assert.True(machine <= 0.5 * plain, $"{machine} against {plain}");
    }

    private static double[][] Orthonormal(int count, int width, Rng rng)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => rng.NextGaussian()).ToArray())];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < i; k++)
            {
                double product = rows[i].Zip(rows[k], (a, b) => a * b).Sum();
                rows[i] = [.. rows[i].Zip(rows[k], (a, b) => a - product * b)];
            }

            double length = Math.Sqrt(rows[i].Sum(value => value * value));
            rows[i] = [.. rows[i].Select(value => value / length)];
        }

        return rows;
    }

    private static double Accuracy(Prediction prediction, Labels truth) =>
        Enumerable.Range(0, truth.Count).Average(i => prediction.Class(i) == truth.Classes[i] ? 1.0 : 0);
}
