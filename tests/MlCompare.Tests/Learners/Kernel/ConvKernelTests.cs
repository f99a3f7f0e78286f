using MlCompare.Data;
using MlCompare.Datasets.Synthetic;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Kernel;
using MlCompare.Studies;

namespace MlCompare.Tests.Learners.Kernel;

/// <summary>Patch kernels: what they are made of, and that they see patterns wherever these stand, but not where pixels are shuffled.</summary>
public class ConvKernelTests
{
    [Fact]
    public void TranslatedPatternsAreSolvedUnlessThePixelsAreShuffled()
    {
        // Measured with 300 rows: 0.95 (kernel-ridge 0.62); shuffled, neither is above 0.65.
        (TrainingSet train, FeatureTable test, Labels truth) = Patterns(300, 400, null);
        Assert.True(Accuracy(new ConvKernelLearner(), train, test, truth) >= 0.9);
        Assert.True(Accuracy(new KernelLearner(), train, test, truth) <= 0.75);
        (TrainingSet mixed, FeatureTable mixedTest, _) = Patterns(300, 400, new Rng(9).Permutation(144));
        Assert.True(Accuracy(new ConvKernelLearner(), mixed, mixedTest, truth) <= 0.75);
    }

    [Fact]
    public void ShuffledPixelsAreTheSameToThePlainKernel()
    {
        (TrainingSet train, FeatureTable test, _) = Patterns(120, 40, null);
        (TrainingSet mixed, FeatureTable mixedTest, _) = Patterns(120, 40, new Rng(9).Permutation(144));
        KernelOptions options = new(KernelShape.Gaussian, 1, 0.1);
        double[] plain = Fit(new KernelLearner(options), train, test), shuffled = Fit(new KernelLearner(options), mixed, mixedTest);
        ConvKernelOptions patches = new(Grid: 1, Shape: KernelShape.Gaussian, Bandwidth: 1, Ridge: 0.1);
        double[] seen = Fit(new ConvKernelLearner(patches), train, test), lost = Fit(new ConvKernelLearner(patches), mixed, mixedTest);
        Assert.True(Largest(plain, shuffled) <= 1e-4);
        Assert.True(Largest(seen, lost) > 0.05);
    }

    [Fact]
    public void ALayerWritesThePatchKernelAsFeatures()
    {
        // As many centres as patches: Nyström is exact but for its jitter. One patch an image, no pooling beyond it.
        const int Side = 3;
        Rng rng = new(3);
        PatchMap[] maps = [.. Enumerable.Range(0, 12).Select(_ => Random(rng, Side))];
        PatchLayer layer = PatchLayer.Fit(maps, Side, 1200, 1, true, 0.7, 1200, new Rng(1), CancellationToken.None);
        float[][] features = [.. maps.Select(map => layer.Apply(map).Values)];
        int middle = (Side * Side / 2) * layer.Filters;
        for (int i = 0; i < maps.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double product = 0;
                for (int p = middle; p < middle + layer.Filters; p++)
                {
                    product += features[i][p] * features[j][p];
                }

                double expected = PatchKernel(maps[i].Values, maps[j].Values, 0.7);
                Assert.True(Math.Abs(product - expected) <= 0.03 * (1 + expected), $"({i}, {j}): {product} against {expected}");
            }
        }
    }

    [Fact]
    public void PoolingSumsAroundEverySecondPlaceAndAveragesOverAGrid()
    {
        PatchMap map = new([.. Enumerable.Range(0, 16).Select(i => (float)i)], 4, 4, 1);
        PatchMap pooled = map.Pool([0.25f, 0.5f, 0.25f], 2);
        Assert.Equal((2, 2), (pooled.Height, pooled.Width));
        Assert.Equal(5, pooled.Values[0]);

        // Around place (3, 3) what is beyond the border is left out: 0.25·(0.25·10 + 0.5·11) + 0.5·(0.25·14 + 0.5·15).
        Assert.Equal(7.5f, pooled.Values[3]);
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], map.Average(2));
        Assert.Equal([7.5f], map.Average(1));
    }

    /// <summary>What the encoder says that it writes is what it writes, with one thread and two, also where a side has fewer places than the grid.</summary>
    [Theory]
    [InlineData(7, 5, 4)]
    [InlineData(12, 13, 2)]
    [InlineData(1, 2, 2)]
    public void WidthIsKnownWithoutLookingAtAnImage(int height, int width, int grid)
    {
        Rng rng = new(3);
        ImageColumn images = new("x", [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, height * width).Select(_ => (float)rng.NextGaussian()).ToArray())], height, width, 1);
        FeatureTable table = new(Modality.Image, [images]);
        FeatureEncoder encoder = FeatureEncoder.Fit(table, new EncoderOptions { Patches = new PatchOptions { Side = 3, Filters = 4, SecondFilters = 6, Grid = grid } });
        DesignMatrix all = encoder.Transform(table), two = encoder.Transform(table, 2);
        for (int i = 0; i < images.Count; i++)
        {
            Assert.Equal(all.DenseRow(i).ToArray(), two.DenseRow(i).ToArray());
            Assert.Equal(all.DenseRow(i).ToArray(), encoder.Transform(table.Select([i])).DenseRow(0).ToArray());
            Assert.True(Math.Abs(all.DenseRow(i)[^1]) > 0, "the last number is written");
        }
    }

    /// <summary>Chirps of any pitch that stand anywhere, up or down: what happens when is no matter to the patches of a picture of the sound.</summary>
    [Fact]
    public void SoundsAreSeenByThePatchesOfTheirLogMelEnergies()
    {
        const int Train = 60, Test = 100, Rate = 8000, Length = 6000, Chirp = 800;
        Rng rng = new(5);
        int[] up = [.. Enumerable.Range(0, Train + Test).Select(_ => rng.NextInt(2))];
        float[][] waves = [.. up.Select(direction =>
        {
            float[] wave = [.. Enumerable.Range(0, Length).Select(_ => (float)(0.05 * rng.NextGaussian()))];
            (int start, double phase, double low) = (rng.NextInt(Length - Chirp), 0, rng.NextDouble(400, 2000));
            for (int t = 0; t < Chirp; t++)
            {
                double share = (double)t / Chirp, pitch = low * (1 + 0.8 * (direction == 1 ? share : 1 - share));
                phase += 2 * Math.PI * pitch / Rate;
                wave[start + t] += (float)Math.Sin(phase);
            }

            return wave;
        })];
        FeatureTable all = new(Modality.Audio, [new WaveformColumn("wave", [.. waves], Rate)]);
        Labels labels = Labels.OfClasses(up, ["down", "up"]);
        int[] test = [.. Enumerable.Range(Train, Test)];
        TrainingSet train = new(all.Head(Train), labels.Head(Train));
        double patches = Accuracy(new ConvKernelLearner(new ConvKernelOptions(Filters: 16)), train, all.Select(test), labels.Select(test));
        double plain = Accuracy(new KernelLearner(), train, all.Select(test), labels.Select(test));
        Assert.True(patches >= 0.85, $"{patches}");
        Assert.True(plain <= patches - 0.1, $"{plain} against {patches}");
    }

    private static PatchMap Random(Rng rng, int side) => new([.. Enumerable.Range(0, side * side).Select(_ => (float)rng.NextGaussian())], side, side, 1);

    private static double PatchKernel(float[] x, float[] z, double width)
    {
        double[] a = Centred(x), b = Centred(z);
        double left = Math.Sqrt(a.Sum(value => value * value)), right = Math.Sqrt(b.Sum(value => value * value));
        return left * right * Math.Exp((a.Zip(b, (p, q) => p * q).Sum() / (left * right) - 1) / (width * width));
    }

    private static double[] Centred(float[] x) => [.. x.Select(value => value - (double)x.Average())];

    private static (TrainingSet Train, FeatureTable Test, Labels Truth) Patterns(int train, int test, int[]? shuffle)
    {
        Dataset data = new TranslatedPatterns().Load(1);
        FeatureTable features = data.Features;
        if (shuffle is not null)
        {
            ImageColumn images = (ImageColumn)features.Columns[0];
            features = new FeatureTable(
                Modality.Image,
                [new ImageColumn(images.Name, [.. images.Pixels.Select(pixels => shuffle.Select(p => pixels[p]).ToArray())], images.Height, images.Width, images.Channels)]);
        }

        int[] first = [.. Enumerable.Range(0, train)], next = [.. Enumerable.Range(train, test)];
        return (new TrainingSet(features.Select(first), data.Labels.Select(first)), features.Select(next), data.Labels.Select(next));
    }

    private static double[] Fit(ILearner learner, TrainingSet train, FeatureTable test) => learner.Fit(train, new FitContext(1)).Predict(test).Values;

    private static double Accuracy(ILearner learner, TrainingSet train, FeatureTable test, Labels truth)
    {
        Prediction prediction = learner.Fit(train, new FitContext(1)).Predict(test);
        return Enumerable.Range(0, truth.Count).Average(i => prediction.Class(i) == truth.Classes[i] ? 1.0 : 0);
    }

    private static double Largest(double[] a, double[] b) => a.Zip(b, (left, right) => Math.Abs(left - right)).Max();
}
