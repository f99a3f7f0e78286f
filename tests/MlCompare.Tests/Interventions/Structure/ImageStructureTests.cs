using MlCompare.Data;
using MlCompare.Interventions.Structure;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Interventions.Structure;

public class ImageStructureTests
{
    private static readonly Block Bars = Of(Problems.Images());

    [Fact]
    public void One_permutation_serves_all_images_and_moves_every_pixel_at_level_1()
    {
        // Each pixel says its own place, so that the image after the change is the permutation.
        float[] places = [.. Enumerable.Range(0, 36).Select(i => (float)i)];
        Block block = Bars with { Train = Bars.Train with { Features = Image(places, places) }, TestFeatures = Image(places) };
        Block moved = new PermutedPixels().Apply(block, 1, new Rng(2));
        float[] first = Pixels(moved.Train.Features)[0];
        Assert.Equal(first, Pixels(moved.Train.Features)[1]);
        Assert.Equal(first, Pixels(moved.TestFeatures)[0]);
        Assert.Equal(places, first.Order());
        Assert.All(Enumerable.Range(0, 36), i => Assert.NotEqual(i, first[i]));
    }

    [Fact]
    public void Half_a_permutation_leaves_half_of_the_places_alone()
    {
        float[] places = [.. Enumerable.Range(0, 36).Select(i => (float)i)];
        Block moved = new PermutedPixels().Apply(Bars with { TestFeatures = Image(places) }, 0.5, new Rng(2));
        Assert.Equal(18, Pixels(moved.TestFeatures)[0].Index().Count(pair => pair.Index == pair.Item));
    }

    [Fact]
    public void Shuffled_patches_keep_the_pixels_and_differ_from_image_to_image()
    {
        float[] places = [.. Enumerable.Range(0, 36).Select(i => (float)i)];
        Block moved = new ShuffledPatches().Apply(Bars with { TestFeatures = Image(places, places) }, 1, new Rng(2));
        Assert.All(Pixels(moved.TestFeatures), image => Assert.Equal(places, image.Order()));
        Assert.NotEqual(Pixels(moved.TestFeatures)[0], Pixels(moved.TestFeatures)[1]);
    }

    [Fact]
    public void Shifts_act_on_their_own_side_only()
    {
        Block train = new TrainingShift().Apply(Bars, 0.2, new Rng(1)), test = new TestShift().Apply(Bars, 0.2, new Rng(1));
        Assert.Same(Bars.TestFeatures, train.TestFeatures);
        Assert.NotSame(Bars.Train.Features, train.Train.Features);
        Assert.Same(Bars.Train, test.Train);
        Assert.NotSame(Bars.TestFeatures, test.TestFeatures);
    }

    [Fact]
    public void A_shifted_image_is_the_old_one_somewhere_else()
    {
        float[] spot = new float[36];
        spot[2 * 6 + 3] = 1;
        Block shifted = new TestShift().Apply(Bars with { TestFeatures = Image([.. Enumerable.Repeat(spot, 200)]) }, 0.3, new Rng(1));
        int[] places = [.. Pixels(shifted.TestFeatures).Select(image => Array.IndexOf(image, 1f)).Distinct().Order()];
        // Up to two pixels each way: 25 places, all of them inside.
        Assert.Equal(25, places.Length);
        Assert.All(places, place => Assert.True(Math.Abs(place / 6 - 2) <= 2 && Math.Abs(place % 6 - 3) <= 2));
    }

    private static Block Of(Problem problem) => new(problem.Train, problem.Train.Labels, problem.Test, problem.TestLabels, null, null);

    private static FeatureTable Image(params float[][] images) => new(Modality.Image, [new ImageColumn("image", images, 6, 6, 1)]);

    private static float[][] Pixels(FeatureTable features) => [.. ((ImageColumn)features.Columns[0]).Pixels];
}
