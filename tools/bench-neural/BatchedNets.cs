using MlCompare.BenchCommon;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Neural;
using MlCompare.Studies;

namespace MlCompare.BenchNeural;

/// <summary>A grid of 5 noise levels × 5 seeds of one MLP as shared work, against its 25 fits one by one; one thread both.</summary>
internal sealed class BatchedNets(int repeats)
{
    private static readonly double[] Noise = [0, 0.1, 0.2, 0.3, 0.4];

    public void Run()
    {
        Compare("table 1,000 x 50", PlantedRows.Table(1000, 50, 1), new MlpOptions { Members = 1 });
        Compare("200 texts of 40 words", PlantedRows.Texts(200, 40, 1), new MlpOptions { Members = 1 });
    }

    private void Compare(string name, TrainingSet rows, MlpOptions options)
    {
        MlpLearner learner = new(options);
        SharedCell[] cells = [.. from level in Noise
                                 from seed in Enumerable.Range(1, 5)
                                 select new SharedCell(rows.Count, PlantedRows.Noisy(rows.Labels, level, 1), (ulong)seed)];
        Prediction[] together = new Prediction[cells.Length], alone = new Prediction[cells.Length];
        FeatureTable test = rows.Features.Head(200);
        Cost Shared() => Figures.Timed(() =>
        {
            ISharedWork work = ((ISharedFit)learner).Share(rows.Features, cells, new FitContext(1));
            for (int i = 0; i < cells.Length; i++)
            {
                together[i] = work.Fit(i, CancellationToken.None).Model.Predict(test);
            }
        });
        Cost Alone() => Figures.Timed(() =>
        {
            for (int i = 0; i < cells.Length; i++)
            {
                alone[i] = learner.Fit(new TrainingSet(rows.Features, cells[i].Labels), new FitContext(cells[i].Seed)).Predict(test);
            }
        });

        learner.Fit(rows, new FitContext(1));
        Pairwise pair = Pairwise.Run(repeats, Shared, Alone);
        double difference = together.Zip(alone, (a, b) => a.Values.Zip(b.Values, (x, y) => Math.Abs(x - y)).Max()).Max();
        Console.WriteLine($"{name}: shared / one by one: {pair}");
        Figures.Bar($"of the CPU time of 25 fits, {name}", pair.CpuRatio, 0.6, least: false);
        Figures.Bar($"largest difference of a probability, {name}", difference, 1e-4, least: false);
    }
}
