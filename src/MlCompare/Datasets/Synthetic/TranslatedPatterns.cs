using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Images of 12 × 12 pixels: Gaussian noise plus one of two 4 × 4 patterns of ± 1 at a random place. Expect learners that know about
/// places (convolution and pooling) to need a hundred images, and those that take raw pixels to fail for want of thousands.
/// </summary>
public sealed class TranslatedPatterns : SyntheticDataset
{
    private const int Side = 12, Pattern = 4, Places = Side - Pattern + 1;
    private const double NoiseDeviation = 0.7;

    private readonly Lazy<float[][]> patterns;

    public TranslatedPatterns()
        : base("translated-patterns") => patterns = new(MakePatterns);

    public override string Title => "Translated patterns";

    public override Modality Modality => Modality.Image;

    public override string Description =>
        "One of two 4 × 4 patterns at a random place of a noisy 12 × 12 image. Learners that pool over places should win.";

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        float[][] images = new float[rows][];
        int[] classes = new int[rows];
        double[] probabilities = new double[2 * rows];
        for (int row = 0; row < rows; row++)
        {
            float[] image = new float[Side * Side];
            for (int i = 0; i < image.Length; i++)
            {
                image[i] = (float)(NoiseDeviation * rng.NextGaussian());
            }

            classes[row] = rng.NextInt(2);
            (int top, int left) = (rng.NextInt(Places), rng.NextInt(Places));
            for (int i = 0; i < Pattern * Pattern; i++)
            {
                image[(top + i / Pattern) * Side + left + i % Pattern] += patterns.Value[classes[row]][i];
            }

            images[row] = image;
            double eta = Logistic(LogEvidence(image, patterns.Value[1]) - LogEvidence(image, patterns.Value[0]));
            (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - eta, eta);
        }

        return (
            new FeatureTable(Modality.Image, [new ImageColumn("image", images, Side, Side, 1)]),
            Labels.OfClasses(classes, ["0", "1"]),
            new Truth(probabilities, 2));
    }

    /// <summary>
    /// ln Σ over places of exp((⟨patch, T⟩ − ‖T‖²/2)/σ²): the likelihood of the image with the pattern at an unknown place, over that of
    /// noise alone.
    /// </summary>
    private static double LogEvidence(float[] image, float[] pattern)
    {
        double[] exponents = new double[Places * Places];
        for (int place = 0; place < exponents.Length; place++)
        {
            double match = -Pattern * Pattern / 2.0;
            for (int i = 0; i < pattern.Length; i++)
            {
                match += image[(place / Places + i / Pattern) * Side + place % Places + i % Pattern] * pattern[i];
            }

            exponents[place] = match / (NoiseDeviation * NoiseDeviation);
        }

        double most = exponents.Max();
        return most + Math.Log(exponents.Sum(exponent => Math.Exp(exponent - most)));
    }

    private float[][] MakePatterns()
    {
        Rng rng = TaskRng("translated-patterns");
        return [.. Enumerable.Range(0, 2).Select(_ =>
            Enumerable.Range(0, Pattern * Pattern).Select(_ => rng.NextDouble() < 0.5 ? -1f : 1f).ToArray())];
    }
}
