using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Tests.Studies;

public class ErrorBitsTests
{
    [Fact]
    public void Bits_say_which_rows_are_wrong()
    {
        Prediction prediction = new([0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.1, 0.9], 2);
        Assert.Equal(new byte[] { 0b0000_0110, 0b0000_0001 }, Convert.FromBase64String(ErrorBits.Pack(prediction, [0, 0, 1, 0, 0, 0, 0, 0, 0])));
    }

    [Fact]
    public void Variance_is_that_of_the_differences_row_by_row()
    {
        const int Rows = 203, Replicates = 3;
        Rng rng = new(4);
        double[] differences = new double[Rows], squares = new double[Rows];
        List<(string, string)> pairs = [];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            (double[] wrongA, string a) = Draw(rng, Rows, 0.2);
            (double[] wrongB, string b) = Draw(rng, Rows, 0.4);
            pairs.Add((a, b));
            for (int row = 0; row < Rows; row++)
            {
                differences[row] += (wrongB[row] - wrongA[row]) / Replicates;
                squares[row] += Math.Pow(wrongB[row] - wrongA[row], 2);
            }
        }

        double mean = differences.Average();
        double luck = Enumerable.Range(0, Rows).Average(row => (squares[row] - Replicates * differences[row] * differences[row]) / (Replicates - 1)) / Replicates;
        double expected = Math.Max(0, differences.Sum(d => (d - mean) * (d - mean)) / (Rows - 1) - luck) / Rows;
        double? actual = ErrorBits.VarianceOfDifference(pairs, Rows);
        Assert.True(Math.Abs(actual!.Value - expected) <= 1e-15, $"{actual} against {expected}");
    }

    [Fact]
    public void Only_what_stays_with_the_rows_counts()
    {
        // Forty in a hundred rows differ for good; or all of them by a coin that each replicate throws anew.
        const int Rows = 4000;
        Rng rng = new(6);
        string good = Draw(rng, Rows, 0).Packed, bad = Draw(rng, Rows, 0.4).Packed;
        Assert.InRange(ErrorBits.VarianceOfDifference([.. Enumerable.Repeat((good, bad), 5)], Rows)!.Value * Rows, 0.23, 0.25);
        Assert.InRange(ErrorBits.VarianceOfDifference([.. Enumerable.Range(0, 5).Select(_ => (good, Draw(rng, Rows, 0.5).Packed))], Rows)!.Value * Rows, 0, 0.01);
    }

    [Fact]
    public void A_sum_of_two_rates_with_weights_one_and_minus_one_is_their_difference()
    {
        const int Rows = 203;
        Rng rng = new(8);
        (string A, string B)[] pairs = [.. Enumerable.Range(0, 4).Select(_ => (Draw(rng, Rows, 0.2).Packed, Draw(rng, Rows, 0.4).Packed))];
        // Rows that stay wrong in every replicate, so that something is left besides luck.
        string always = Draw(rng, Rows, 0.5).Packed;
        foreach ((string A, string B)[] some in new[] { pairs, [.. pairs.Select(pair => (pair.A, always))], [pairs[0]] })
        {
            double expected = ErrorBits.VarianceOfDifference(some, Rows)!.Value;
            double? actual = ErrorBits.VarianceOfSum([-1, 1], [.. some.Select(pair => (IReadOnlyList<string>)[pair.A, pair.B])], Rows);
            Assert.True(Math.Abs(actual!.Value - expected) <= 1e-15, $"{actual} against {expected}");
        }
    }

    [Fact]
    public void Of_a_sum_too_only_what_stays_with_the_rows_counts()
    {
        const int Rows = 4000;
        Rng rng = new(9);
        string good = Draw(rng, Rows, 0).Packed, bad = Draw(rng, Rows, 0.4).Packed;
        double Of(Func<IReadOnlyList<string>> replicate) => ErrorBits.VarianceOfSum([1, -1, 0.5], [.. Enumerable.Range(0, 5).Select(_ => replicate())], Rows)!.Value * Rows;
        Assert.InRange(Of(() => [bad, good, bad]), 2.25 * 0.23, 2.25 * 0.25);
        Assert.InRange(Of(() => [Draw(rng, Rows, 0.5).Packed, good, Draw(rng, Rows, 0.5).Packed]), 0, 0.01);
    }

    [Fact]
    public void Agreeing_learners_have_none_and_other_lengths_are_refused()
    {
        (_, string a) = Draw(new Rng(5), 100, 0.3);
        Assert.Equal(0.0, ErrorBits.VarianceOfDifference([(a, a)], 100));
        Assert.Null(ErrorBits.VarianceOfDifference([(a, a)], 300));
        Assert.Null(ErrorBits.VarianceOfDifference([], 100));
    }

    private static (double[] Wrong, string Packed) Draw(Rng rng, int rows, double rate)
    {
        double[] wrong = [.. Enumerable.Range(0, rows).Select(_ => rng.NextDouble() < rate ? 1.0 : 0)];
        Prediction prediction = new([.. wrong.SelectMany(w => new[] { 1 - w, w })], 2);
        return (wrong, ErrorBits.Pack(prediction, new int[rows]));
    }
}
