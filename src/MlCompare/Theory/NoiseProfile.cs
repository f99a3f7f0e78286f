using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>Risk of a learner at one size and noise.</summary>
/// <param name="Noise">As found in the block: share of corrupted labels, or the mean squared noise of targets.</param>
/// <param name="Risk">Clean error on the test rows (<see cref="CleanRisk.Of"/>).</param>
/// <param name="TrainError">Against the labels given (<see cref="CleanRisk.OfTraining"/>).</param>
public sealed record NoisePoint(int Rows, double Noise, int Replicate, double Risk, double TrainError);

/// <summary>Noise profile r(ρ, n) of a learner (Mallinar et al. 2022): clean risk over label noise and rows, which <see cref="OverfittingRegime"/> judges.</summary>
public static class NoiseProfile
{
    /// <param name="rates">Levels of noise from 0 on; small ones, for the slope at 0 is asked for.</param>
    public static IReadOnlyList<NoisePoint> Measure(
        ILearner learner, NoisyBlocks blocks, IReadOnlyList<int> sizes, IReadOnlyList<double> rates, int replicates, ulong seed, CancellationToken cancel = default) =>
    [
        .. from rows in sizes
           from rate in rates
           from replicate in Enumerable.Range(0, replicates)
           select Point(learner, blocks.Draw(rows, rate, replicate), replicate, Seeds.From(seed, "replicate", replicate), cancel),
    ];

    private static NoisePoint Point(ILearner learner, Block block, int replicate, ulong seed, CancellationToken cancel)
    {
        IPredictor model = learner.Fit(block.Train, new FitContext(seed, cancel));
        double[] noise = TwinFit.Noise(block);
        double energy = noise.Sum(value => value * value) / block.Train.Count;
        // A flip moves two indicators by one each.
        return new NoisePoint(
            block.Train.Count, block.Train.Task == TaskKind.Regression ? energy : energy / 2, replicate, CleanRisk.Of(model, block), CleanRisk.OfTraining(model, block.Train));
    }
}
