using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Encoders;

/// <summary>Learners that hold all rows as numbers decline what does not fit, before they look at a row.</summary>
public class MatrixRoomTests
{
    private const int Rows = 4_000_000, Side = 1000;

    /// <summary>These take images a batch or a sample at a time, or do not look at them.</summary>
    private static readonly string[] Streaming = ["constant", "conv", "conv-kernel"];

    [Fact]
    public void Whoever_needs_a_matrix_declines_images_that_no_machine_holds()
    {
        ImageColumn images = new("image", new OnDemandRows(new Untouched(), new int[Rows], new RowCache(0)), Side, Side, 3);
        TrainingSet train = new(new FeatureTable(Modality.Image, [images]), Labels.OfClasses([.. Enumerable.Range(0, Rows).Select(row => row % 2)], ["a", "b"]));
        foreach (ILearner learner in Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly).All.Where(learner => !Streaming.Contains(learner.Id)))
        {
            string? reason = learner.Decline(train);
            Assert.True(reason is not null, learner.Id);
            Assert.True(!learner.StandsForFamily(Modality.Image) || reason.StartsWith("4,000,000 rows of 3,000,000 features need ", StringComparison.Ordinal), $"{learner.Id}: {reason}");
        }

        Assert.Null(Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly).Get("conv").Decline(train));
    }

    [Theory]
    [InlineData(1000, 50, 1, 8_000_000_000, null)]
    [InlineData(200_000, 27_648, 1, 8_000_000_000, "200,000 rows of 27,648 features need 22.1 GB; half of the 8.0 GB of memory holds 36,168 rows")]
    [InlineData(200_000, 27_648, 1, 800_000_000_000, "200,000 rows of 27,648 features are 5.5 billion numbers; one matrix holds 2.1 billion, 77,672 rows")]
    [InlineData(200_000, 27_648, 0.5, 800_000_000_000, null)]
    public void Numbers_are_told(int rows, int width, double copies, long memory, string? expected) =>
        Assert.Equal(expected, MatrixRoom.Decline(rows, width, copies, memory));

    private sealed class Untouched : RowSource
    {
        public override PackedValues Make(int item) => throw new InvalidOperationException("A row was looked at.");

        public override int Length(int item) => Side * Side * 3;
    }
}
