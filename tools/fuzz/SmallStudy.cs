using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Measures;
using MlCompare.Studies;

namespace MlCompare.Fuzz;

/// <summary>A small plan, its results, and a model of every learner: what the mutations start from.</summary>
internal static class SmallStudy
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);

    public static Study Plan { get; } = new()
    {
        Name = "fuzz",
        Datasets = ["axis-boxes"],
        Learners = [new LearnerPlan("constant"), new LearnerPlan("linear")],
        Sizes = [40],
        Noise = [0, 0.2],
        Replicates = 2,
        TestRows = 50,
    };

    public static byte[] Results(string folder)
    {
        IDatasetSource source = new DatasetLibrary((string?)null).Resolve("axis-boxes");
        Plugins plugins = new(Learners, Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());
        new StudyRunner(Plan, [source], plugins).Run(folder, 1, new Silent(), default);
        return File.ReadAllBytes(Path.Combine(folder, ResultStore.ResultsName));
    }

    /// <summary>One model a learner, of the first of these rows that it takes.</summary>
    public static IEnumerable<(ILearner Learner, FeatureTable Features, byte[] Bytes)> Models()
    {
        TrainingSet[] rows = [Table(), Images(), Texts(), Sounds()];
        foreach (ILearner learner in Learners.All)
        {
            if (rows.FirstOrDefault(set => learner.Decline(set) is null) is TrainingSet train)
            {
                using MemoryStream stream = new();
                using (BinaryWriter writer = new(stream))
                {
                    learner.Fit(train, new FitContext(1)).Save(writer);
                }

                yield return (learner, train.Features, stream.ToArray());
            }
        }
    }

    private static TrainingSet Table()
    {
        Rng rng = new(1);
        float[] x = [.. Enumerable.Range(0, 60).Select(i => i % 11 == 0 ? float.NaN : (float)rng.NextGaussian())];
        return Of(Modality.Tabular, new NumericColumn("x", x), new CategoricalColumn("c", [.. Enumerable.Range(0, 60).Select(i => i % 3)], ["a", "b", "c"]));
    }

    private static TrainingSet Images()
    {
        Rng rng = new(2);
        return Of(Modality.Image, new ImageColumn("image", [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 144).Select(_ => (float)(rng.NextDouble() * (1 + i % 2) / 2)).ToArray())], 12, 12, 1));
    }

    private static TrainingSet Texts() => Of(Modality.Text, new TextColumn("text", [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? $"one good word and {i % 7} more" : $"two bad words or {i % 5} less")]));

    private static TrainingSet Sounds()
    {
        Rng rng = new(3);
        return Of(Modality.Audio, new WaveformColumn("sound", [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 4000).Select(t => (float)(Math.Sin(t * (0.1 + i % 2 * 0.2)) * rng.NextDouble())).ToArray())], 8000));
    }

    private static TrainingSet Of(Modality modality, params Column[] columns) =>
        new(new FeatureTable(modality, columns), Labels.OfClasses([.. Enumerable.Range(0, 60).Select(i => i % 2)], ["no", "yes"]));

    private sealed class Silent : IStudyProgress
    {
        public void Started(int planned, int alreadyDone)
        {
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
        }

        public void Remark(string text)
        {
        }
    }
}
