using System.Collections.Immutable;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Interventions.Structure;
using MlCompare.Learners;
using MlCompare.Measures;
using MlCompare.Profiles;
using MlCompare.Statistics;
using MlCompare.Studies;

namespace MlCompare.BenchWhy;

/// <summary>Measures gaps and predictors of data sets as docs/sign-prediction-plan.md says, on the product's own splits, fits and measures.</summary>
internal sealed class Measurement(Catalog<ILearner> learners)
{
    public const string Boosting = "boosting", Network = "mlp", Kernel = "kernel-ridge", Constant = "constant";

    private const int GapRows = 2000, PredictorRows = 500, TableReplicates = 5, OtherReplicates = 3, OtherTestRows = 2000;
    private const ulong FirstSeed = 101, LastSeed = 105;

    private readonly Catalog<IIntervention> interventions = Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly);
    private readonly MeasureSet measures = new();

    public TableRecord Of(IDatasetSource source)
    {
        OneLoad once = new(source);
        bool table = source.Modality == Modality.Tabular;
        Study study = Study(source, 1) with { Replicates = table ? TableReplicates : OtherReplicates };
        study = table ? study : study with { TestRows = OtherTestRows };
        BlockFactory factory = new(once, study, interventions);
        (SortedDictionary<string, double[]> errors, SortedDictionary<string, string> missing) = Gaps(factory, study, Chosen(source.Modality));
        Block first = factory.Base(0, GapRows);
        (int pool, int test) = factory.Sizes();
        ImmutableArray<Column> columns = first.TestFeatures.Columns;
        return new TableRecord(
            source.Id,
            source.Modality,
            source.Task,
            table ? columns.Length : 0,
            columns.OfType<CategoricalColumn>().Count(),
            first.Train.Count,
            test,
            first.FixedTest ? 0 : (double)test / pool,
            errors,
            missing,
            table ? [.. Seeds().Select(seed => Draw(once, seed))] : [],
            StudyHeaders.Revision);
    }

    private static IEnumerable<ulong> Seeds()
    {
        for (ulong seed = FirstSeed; seed <= LastSeed; seed++)
        {
            yield return seed;
        }
    }

    private static Study Study(IDatasetSource source, ulong seed) => new() { Name = source.Id, Datasets = [source.Id], Learners = [], Seed = seed };

    private string[] Chosen(Modality modality) => modality == Modality.Tabular
        ? [Boosting, Network, Kernel]
        : [.. learners.All.Where(learner => learner.StandsForFamily(modality) && learner.Family is (Family.Boosting or Family.Neural or Family.Kernel)).Select(learner => learner.Id)];

    private (SortedDictionary<string, double[]> Errors, SortedDictionary<string, string> Missing) Gaps(BlockFactory factory, Study study, string[] chosen)
    {
        SortedDictionary<string, double[]> errors = new(StringComparer.Ordinal);
        SortedDictionary<string, string> missing = new(StringComparer.Ordinal);
        Block[] blocks = [.. Enumerable.Range(0, study.Replicates).Select(replicate => factory.Base(replicate, GapRows))];
        foreach (string learner in chosen)
        {
            try
            {
                errors[learner] = [.. blocks.Select((block, replicate) => Error(learner, block, study, replicate))];
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                missing[learner] = error.Message.ReplaceLineEndings(" ");
            }
        }

        return (errors, missing);
    }

    private DrawRecord Draw(IDatasetSource source, ulong seed)
    {
        Study study = Study(source, seed);
        BlockFactory factory = new(source, study, interventions);
        Block block = factory.Base(0, PredictorRows);
        Block Changed(StructureIntervention change) => factory.Apply(block, new Dictionary<string, double> { [change.Id] = 1 }, 0);
        DataProfile profile = DataProfile.Of(block.Train, block.TestFeatures, new Rng(MlCompare.Seeds.From(seed, source.Id, "profile")))
            ?? throw new InputException("has too few rows for a profile", $"data set '{source.Id}'", "leave it out");
        return new DrawRecord(
            seed,
            block.Train.Count,
            Error(Constant, block, study, 0),
            Error(Boosting, block, study, 0),
            Error(Boosting, Changed(new RotatedColumns()), study, 0),
            Error(Kernel, block, study, 0),
            Error(Kernel, Changed(new UninformativeColumns()), study, 0),
            profile.Roughness,
            profile.Irregularity?.HeavyTailed,
            profile.Alignment.Alignment,
            profile.Dimension.Linear,
            profile.Noise.Level);
    }

    /// <summary>The task's primary measure on the test rows; the seed of the fit is that of a study's trial.</summary>
    private double Error(string id, Block block, Study study, int replicate)
    {
        ILearner learner = learners.Get(id);
        if (learner.Decline(block.Train) is string reason)
        {
            throw new InputException($"{id} declines {study.Name}: {reason}", "the data set", "leave it out");
        }

        IPredictor model = learner.Fit(block.Train, new FitContext(MlCompare.Seeds.From(study.Seed, study.Name, "replicate", replicate, "fit")));
        return measures.Compute(new Evidence(model.Predict(block.TestFeatures), block.TestLabels, block.TestTruth))[PrimaryMeasure.Of(block.TestLabels.Task).Id];
    }
}
