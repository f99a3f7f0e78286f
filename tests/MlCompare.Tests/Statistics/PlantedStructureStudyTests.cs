using MlCompare.Datasets;
using MlCompare.Datasets.Synthetic;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Statistics;

/// <summary>Whole studies on data whose structure is known: what is there is found, what is not there is not.</summary>
[Trait("Category", "Slow")]
public class PlantedStructureStudyTests
{
    [Fact]
    public void Boosting_owes_its_lead_on_axis_aligned_boxes_to_the_axes()
    {
        Reliance found = Assert.Single(Study(new AxisBoxes(), 1000, ["boosting", "mlp"], "rotated-columns").Reliances);
        Assert.Equal(("boosting", Decision.Better), (found.Winner, found.Decision));
        Assert.True(found.Explained!.Low > 0.5, $"{found.Explained.Mean} ({found.Explained.Low} to {found.Explained.High})");
    }

    [Fact]
    public void Boxes_that_are_turned_already_have_no_axes_to_lose()
    {
        StructureFindings found = Study(new RotatedBoxes(), 1000, ["boosting", "mlp"], "rotated-columns");
        Assert.All(found.Reliances, one => Assert.True(one.Decision is Decision.Equivalent or Decision.Inconclusive));
        Assert.All(found.Sensitivities, one => Assert.True(one.Loss is null or { Low: <= 0.1 }, $"{one.Learner} loses {one.Loss?.Mean}"));
    }

    [Fact]
    public void A_linear_model_loses_neighbours_of_words_and_nothing_else_of_a_markov_text()
    {
        StructureFindings found = Study(new MarkovText(), 500, ["linear", "boosting"], "shuffled-words");
        // Single letters tell nothing there: without their order all is lost.
        Assert.All(found.Sensitivities, one => Assert.True(one.Loss is { Low: > 0.8 }, $"{one.Learner} loses {one.Loss?.Mean}"));
    }

    [Fact]
    public void Convolution_owes_its_lead_on_translated_patterns_to_neighbouring_pixels_which_a_kernel_does_not_use()
    {
        StructureFindings found = Study(new TranslatedPatterns(), 500, ["conv", "kernel-ridge"], "permuted-pixels");
        Reliance one = Assert.Single(found.Reliances);
        Assert.Equal(("conv", Decision.Better), (one.Winner, one.Decision));
        Assert.InRange(found.Sensitivities.Single(s => s.Learner == "kernel-ridge").Loss!.Mean, -0.05, 0.05);
    }

    private static StructureFindings Study(SyntheticDataset source, int rows, string[] learners, string change)
    {
        Catalog<ILearner> all = Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly);
        Study study = new()
        {
            Name = "planted",
            Datasets = [source.Id],
            Learners = [new LearnerPlan("constant"), .. learners.Select(id => new LearnerPlan(id))],
            Sizes = [rows],
            Noise = [0],
            Replicates = 4,
            TestRows = 2000,
            Structure = [new StructurePlan(change, [1])],
        };
        using TempFolder folder = new("planted");
        IDatasetSource[] sources = [source];
        Plugins plugins = new(all, Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());
        return Assert.Single(StructureAnalysis.Of(new StudyRunner(study, sources, plugins).Run(folder.Path, 2, new NoProgress(), CancellationToken.None)));
    }
}
