using MlCompare.Learners;
using MlCompare.Learners.Baseline;
using MlCompare.Studies;

namespace MlCompare.Tests.Studies;

public class StandardContrastsTests
{
    private static readonly Catalog<ILearner> Learners = Catalog.Scan<ILearner>(typeof(ConstantLearner).Assembly);

    [Fact]
    public void Every_pair_of_families_is_asked_everywhere_and_linear_with_all_rows_only()
    {
        Study study = new()
        {
            Name = "s",
            Datasets = ["d"],
            Learners = [.. Learners.All.Where(learner => learner.StandsForFamily(Modality.Tabular)).Select(learner => new LearnerPlan(learner.Id))],
        };
        string[] asked = [.. StandardContrasts.For(study, TaskKind.Binary, Learners).Select(c => $"{c.A} {c.B} {c.At}")];
        Assert.Equal(
            [
                "mlp boosting largest", "mlp kernel-ridge largest", "mlp linear largest", "boosting kernel-ridge largest", "boosting linear largest", "kernel-ridge linear largest",
                "mlp boosting smallest", "mlp kernel-ridge smallest", "boosting kernel-ridge smallest",
                "mlp boosting noisiest", "mlp kernel-ridge noisiest", "boosting kernel-ridge noisiest",
            ],
            asked);
        Study small = study with { Sizes = [0], Noise = [0] };
        Assert.All(StandardContrasts.For(small, TaskKind.Regression, Learners), c => Assert.Equal(("largest", "rmse", 0.025), (c.At, c.Measure, c.Margin)));
    }
}
