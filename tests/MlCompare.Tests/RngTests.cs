namespace MlCompare.Tests;

public class RngTests
{
    [Fact]
    public void SplitMix_gives_the_published_sequence()
    {
        // https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64, seed 1234567.
        ulong state = 1234567;
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => Seeds.SplitMix(ref state)));
    }

    [Fact]
    public void Xoshiro_gives_the_published_sequence()
    {
        // The reference implementation (prng.di.unimi.it/xoshiro256starstar.c) from the state 1, 2, 3, 4.
        Rng rng = new(1, 2, 3, 4);
        Assert.Equal(
            [11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832],
            Enumerable.Range(0, 8).Select(_ => rng.NextUInt64()));
    }

    [Fact]
    public void Seeds_follow_every_name_and_its_place()
    {
        ulong[] seeds =
        [
            Seeds.From(1, "adult", 0, "split"), Seeds.From(1, "adult", 1, "split"), Seeds.From(2, "adult", 0, "split"),
            Seeds.From(1, "split", 0, "adult"), Seeds.From(1, "adult0", "split"), Seeds.From(1, "adult", "0split"),
        ];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        Assert.Equal(seeds[0], Seeds.From(1, "adult", 0, "split"));
    }

    [Fact]
    public void Integers_are_uniform()
    {
        Rng rng = new(3);
        const int Bound = 7, Draws = 70_000;
        int[] counts = new int[Bound];
        for (int i = 0; i < Draws; i++)
        {
            counts[rng.NextInt(Bound)]++;
        }

        double expected = (double)Draws / Bound;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);

        // 22.46 is the 99.9 % quantile of chi-square with 6 degrees of freedom.
        Assert.True(chiSquare <= 22.46, $"{chiSquare}");
    }

    [Fact]
    public void Gaussians_have_their_moments()
    {
        Rng rng = new(4);
        const int Draws = 100_000;
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => rng.NextGaussian())];
        Assert.True(Math.Abs(values.Average()) <= 4 / Math.Sqrt(Draws));
        Assert.True(Math.Abs(values.Average(v => v * v) - 1) <= 4 * Math.Sqrt(2.0 / Draws));
        Assert.True(Math.Abs(values.Average(v => v * v * v * v) - 3) <= 4 * Math.Sqrt(96.0 / Draws));
    }

    [Fact]
    public void Permutation_holds_every_number_once()
    {
        int[] order = new Rng(5).Permutation(100);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 100), order);
    }
}
