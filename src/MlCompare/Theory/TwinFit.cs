using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>
/// Where the noise of the labels goes, for any learner: it is fitted with the same seed on the labels as given, y + ε, and on the true ones, y. With
/// Δ the difference of the two models' predictions (probabilities for classes, where ε is the difference of the indicators),
/// <c>absorbed = Σ_train |Δ|² / Σ|ε|²</c>, <c>visible = mean_test |Δ|² / mean|ε|²</c>, <c>leak = visible / absorbed</c>.
/// For a linear smoother f = L·y they are tr(LᵀL)/n and E|l(x)|². Checked against closed forms: nearest neighbour (leak 1), least squares on
/// Gaussian columns (p/n and p/(n − p − 1)), straight lines between points (visible 2/3), ridgeless Laplace kernel on a circle.
/// </summary>
/// <param name="Absorbed">1 when all noise is learned by heart, 0 when none reaches the training rows.</param>
/// <param name="Fitted">
/// <c>Σ⟨Δ, ε⟩ / Σ|ε|²</c>: the part of Δ along the noise; for a linear smoother its degrees of freedom per row, tr(L)/n (Ye 1998).
/// </param>
/// <param name="Visible">What of the noise shows on new rows.</param>
/// <param name="TrainFloor">What another seed alone changes on the training rows, in the same unit; 0 for learners without chance.</param>
/// <param name="TestFloor">The same on the test rows.</param>
public sealed record TwinFit(double Absorbed, double Fitted, double Visible, double TrainFloor, double TestFloor)
{
    // Of less than a hundredth of the noise no ratio is formed.
    private const double LeastAbsorbed = 0.01;

    /// <summary>Share of the absorbed noise that shows on new rows, both above their floors; null when next to nothing is absorbed.</summary>
    public double? Leak => Absorbed - TrainFloor > LeastAbsorbed ? Math.Max(0, Visible - TestFloor) / (Absorbed - TrainFloor) : null;

    /// <param name="block">A block whose labels given differ from the true ones.</param>
    /// <exception cref="InputException">The block has no noise, or the learner declines its rows.</exception>
    public static TwinFit Of(ILearner learner, Block block, ulong seed, CancellationToken cancel = default) =>
        Of(learner, block, Seeds.From(seed, "twin"), Seeds.From(seed, "another twin"), null, cancel);

    /// <param name="other">Seed of the fit that tells the floors.</param>
    /// <param name="noisy">What this learner and seed made of the block, where that is at hand already.</param>
    internal static TwinFit Of(ILearner learner, Block block, ulong seed, ulong other, IPredictor? noisy, CancellationToken cancel)
    {
        TrainingSet clean = block.Train with { Labels = block.TrainTrue };
        double[] noise = Noise(block);
        double energy = Squares(noise);
        if (!(energy > 0))
        {
            throw new InputException("the labels given are the true ones", $"twin fit of {learner.Id}", "apply a label or target noise to the block");
        }

        if (learner.Decline(block.Train) is { } reason)
        {
            throw new InputException(reason, $"twin fit of {learner.Id}", "leave the learner out");
        }

        noisy ??= Fit(block.Train, seed);
        IPredictor calm = Fit(clean, seed), again = Fit(clean, other);
        double[] train = Difference(noisy, calm, block.Train.Features), test = Difference(noisy, calm, block.TestFeatures);
        double perTest = (double)block.Train.Count / block.TestFeatures.Count / energy;
        return new TwinFit(
            Squares(train) / energy,
            train.Zip(noise, (difference, epsilon) => difference * epsilon).Sum() / energy,
            Squares(test) * perTest,
            Squares(Difference(calm, again, block.Train.Features)) / energy,
            Squares(Difference(calm, again, block.TestFeatures)) * perTest);

        IPredictor Fit(TrainingSet rows, ulong own) => learner.Fit(rows, new FitContext(own, cancel));
    }

    /// <summary>ε: targets given minus true ones, or the same of the class indicators (rows × classes).</summary>
    internal static double[] Noise(Block block)
    {
        Labels given = block.Train.Labels, truth = block.TrainTrue;
        if (given.Task == TaskKind.Regression)
        {
            return [.. given.Values.Zip(truth.Values, (a, b) => a - b)];
        }

        double[] noise = new double[given.Count * given.ClassCount];
        for (int row = 0; row < given.Count; row++)
        {
            noise[row * given.ClassCount + given.Classes[row]] += 1;
            noise[row * given.ClassCount + truth.Classes[row]] -= 1;
        }

        return noise;
    }

    private static double[] Difference(IPredictor a, IPredictor b, FeatureTable rows) =>
        [.. a.Predict(rows).Values.Zip(b.Predict(rows).Values, (left, right) => left - right)];

    private static double Squares(double[] values) => values.Sum(value => value * value);
}
