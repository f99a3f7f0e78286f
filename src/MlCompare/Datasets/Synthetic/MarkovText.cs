using System.Collections.Immutable;
using MlCompare.Data;

namespace MlCompare.Datasets.Synthetic;

/// <summary>
/// Texts of forty letters from one of two Markov chains over four letters, whose single letters are equally frequent: only the order of
/// neighbours tells them apart. Expect pairs of words to suffice: whatever sees word bigrams comes close to the Bayes rule at
/// a few hundred texts, a bag of single words stays at chance.
/// </summary>
public sealed class MarkovText : SyntheticDataset
{
    private const int Letters = 4, Length = 40;
    private const double Contrast = 0.5;

    private readonly Lazy<double[][,]> chains;

    public MarkovText()
        : base("markov-text") => chains = new(MakeChains);

    public override string Title => "Markov text";

    public override Modality Modality => Modality.Text;

    public override string Description =>
        "Forty letters from one of two Markov chains with equal letter frequencies. Learners that see pairs of neighbours should win.";

    /// <summary>Transition probabilities of the two classes; rows and columns sum to 1.</summary>
    public IReadOnlyList<double[,]> Chains => chains.Value;

    protected override (FeatureTable Features, Labels Labels, Truth Truth) Draw(int rows, Rng rng)
    {
        string[] texts = new string[rows];
        int[] classes = new int[rows];
        double[] probabilities = new double[2 * rows];
        for (int row = 0; row < rows; row++)
        {
            classes[row] = rng.NextInt(2);
            int[] letters = Walk(chains.Value[classes[row]], rng);
            double evidence = 0;
            for (int i = 1; i < Length; i++)
            {
                evidence += Math.Log(chains.Value[1][letters[i - 1], letters[i]] / chains.Value[0][letters[i - 1], letters[i]]);
            }

            double eta = Logistic(evidence);
            (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - eta, eta);
            texts[row] = string.Join(' ', letters.Select(letter => (char)('a' + letter)));
        }

        return (
            new FeatureTable(Modality.Text, [new TextColumn("text", texts)]),
            Labels.OfClasses(classes, ["0", "1"]),
            new Truth(probabilities, 2));
    }

    private static int[] Walk(double[,] chain, Rng rng)
    {
        int[] letters = new int[Length];
        letters[0] = rng.NextInt(Letters);
        for (int i = 1; i < Length; i++)
        {
            double left = rng.NextDouble();
            int letter = 0;
            while (letter < Letters - 1 && left >= chain[letters[i - 1], letter])
            {
                left -= chain[letters[i - 1], letter];
                letter++;
            }

            letters[i] = letter;
        }

        return letters;
    }

    private double[][,] MakeChains()
    {
        Rng rng = TaskRng("markov-text");
        return [.. Enumerable.Range(0, 2).Select(_ => DoublyStochastic(rng))];
    }

    /// <summary>exp(½ N) brought to row and column sums of 1 by turns (Sinkhorn 1964); then the letters are uniform under both chains.</summary>
    private static double[,] DoublyStochastic(Rng rng)
    {
        double[,] chain = new double[Letters, Letters];
        ImmutableArray<int> letters = [.. Enumerable.Range(0, Letters)];
        foreach (int from in letters)
        {
            foreach (int to in letters)
            {
                chain[from, to] = Math.Exp(Contrast * rng.NextGaussian());
            }
        }

        // Converges geometrically: 200 rounds leave nothing above the rounding of doubles. Rows come last, for they are drawn from.
        for (int round = 0; round < 200; round++)
        {
            foreach (int to in letters)
            {
                double sum = letters.Sum(from => chain[from, to]);
                foreach (int from in letters)
                {
                    chain[from, to] /= sum;
                }
            }

            foreach (int from in letters)
            {
                double sum = letters.Sum(to => chain[from, to]);
                foreach (int to in letters)
                {
                    chain[from, to] /= sum;
                }
            }
        }

        return chain;
    }
}
