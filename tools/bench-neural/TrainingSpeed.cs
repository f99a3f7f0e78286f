using MlCompare.BenchCommon;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Studies;

namespace MlCompare.BenchNeural;

/// <summary>Training steps against PyTorch on one thread, what they allocate, and two threads against one.</summary>
internal sealed class TrainingSpeed(TorchProcess? torch, int repeats)
{
    // Forward and backward of the convolutional net, an image: products of 28·28·9·32, 14·14·288·64, 3136·128 and 128·10 numbers, each with its
    // gradients by inputs and weights but for the images' own.
    private const double ConvFlops = 2.0 * (3 * (14 * 14 * 288 * 64 + 3136 * 128 + 1280) + 2 * 784 * 9 * 32);

    public void Run()
    {
        foreach ((string net, int batch, int steps, double bar) in ((string, int, int, double)[])[("mlp", 32, 1000, 4), ("mlp", 256, 200, 2), ("conv", 128, 8, 1.8)])
        {
            using TrainingLoop loop = new(net, batch);
            loop.Run(steps);
            torch?.Run(net, batch, steps);
            Pairwise pair = Pairwise.Run(repeats, () => Figures.Timed(() => loop.Run(steps)), () => torch?.Run(net, batch, steps) ?? new Cost(double.NaN, double.NaN));
            double ours = batch * steps / Pairwise.Median(pair.Ours.Select(cost => cost.Cpu));
            double peer = batch * steps / Pairwise.Median(pair.Peer.Select(cost => cost.Cpu));
            string what = FormattableString.Invariant($"{net}, batch {batch}: {ours:0} samples a CPU second");
            if (torch is null)
            {
                Console.WriteLine(what);
            }
            else
            {
                Figures.Bar(FormattableString.Invariant($"times the speed of PyTorch, {what} to {peer:0}"), 1 / pair.CpuRatio, bar, least: true);
            }

            if (net == "conv")
            {
                double peak = MatrixProducts.Peak();
                Figures.Bar(FormattableString.Invariant($"of the peak of {peak:0.0} GFLOP a CPU second, {what}"), ours * ConvFlops / 1e9 / peak, 0.45, least: true);
            }

            Figures.Bar($"bytes allocated a step, {net}, batch {batch}", loop.Allocated(20), 0, least: false);
        }

        TwoThreads();
    }

    /// <summary>Whole fits, for one step of a small network is not worth a second thread: mlp trains its networks side by side.</summary>
    private void TwoThreads()
    {
        TrainingSet rows = PlantedRows.Table(1000, 20, 1);
        ILearner learner = new MlpLearner();
        void Fit(int threads) => learner.Fit(rows, new FitContext(1) { Threads = threads });
        Fit(1);
        Pairwise pair = Pairwise.Run(Math.Min(3, repeats), () => Figures.Timed(() => Fit(2)), () => Figures.Timed(() => Fit(1)));
        Figures.Bar("of the wall time of one thread, mlp on two, 1,000 x 20 numbers", pair.WallRatio, 1, least: false);

        using TrainingLoop one = new("conv", 128, 1), two = new("conv", 128, 2);
        one.Run(4);
        two.Run(4);
        pair = Pairwise.Run(repeats, () => Figures.Timed(() => two.Run(8)), () => Figures.Timed(() => one.Run(8)));
        Figures.Bar("of the wall time of one thread, steps of conv on two", pair.WallRatio, 1, least: false);
    }
}
