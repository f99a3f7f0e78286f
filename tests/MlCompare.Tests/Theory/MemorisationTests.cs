using MlCompare.Datasets.Synthetic;
using MlCompare.Interventions;
using MlCompare.Learners.Baseline;
using MlCompare.Learners.Boosting;
using MlCompare.Measures;
using MlCompare.Studies;
using MlCompare.Tests.Interventions;
using MlCompare.Theory;

namespace MlCompare.Tests.Theory;

public class MemorisationTests
{
    [Fact]
    public void First_steps_and_gaps_come_from_the_curve()
    {
        // Clean rows are learned at step 4, noise from step 8 on; step 2 is odd and does not count.
        TrainingPoint[] points = [.. Enumerable.Range(1, 12).Select(step => new TrainingPoint(
            0, step, 0.1, step == 2 ? 0 : step < 4 ? 0.5 : 0.05, step < 8 ? 0.9 : 0.2, step < 8 ? 0.1 : 0.8))];
        Memorisation found = Memorisation.Of(points);
        Assert.Equal(4, found.CleanStep);
        Assert.Equal(8, found.NoiseStep);
        Assert.Equal(-0.8, found.Gaps[0], 12);
        Assert.Equal(0.6, found.FinalGap, 12);
        Assert.Null(Memorisation.Of(points[..7]).NoiseStep);
    }

    [Fact]
    public void Boosting_learns_rows_before_noise_and_small_steps_less_of_it()
    {
        Block block = new SymmetricLabelNoise().Apply(BlocksForTests.Classes(400, 2), 0.2, new Rng(5));
        Memorisation eager = Follow(0.3), slow = Follow(0.02);
        Assert.True(eager.FinalGap > 0.3 && eager.Gaps[0] < -0.5, $"{eager.FinalGap}");
        Assert.True(slow.FinalGap < eager.FinalGap && eager.NoiseStep > 1, $"{slow.FinalGap} {eager.FinalGap} {eager.NoiseStep} {eager.CleanStep} {string.Join(' ', eager.Gaps)}");
        Memorisation Follow(double rate) => Memorisation.Follow(
            new BoostingLearner(new BoostingOptions { EarlyStopping = false, MaxRounds = 120, MinLeafRows = 2, Leaves = 8, LearningRate = rate }), block, 1);
    }

    [Fact]
    public void What_has_no_steps_or_no_noise_is_refused()
    {
        NoisyBlocks blocks = new(new Staircase(), new SymmetricLabelNoise(), 3, 100);
        Assert.Throws<InputException>(() => Memorisation.Follow(new ConstantLearner(), blocks.Draw(50, 0.2, 0), 1));
        Assert.Throws<InputException>(() => Memorisation.Follow(new BoostingLearner(), blocks.Draw(50, 0, 0), 1));
    }
}
