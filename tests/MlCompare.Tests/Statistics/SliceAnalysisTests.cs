using System.Collections.Immutable;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics;

/// <summary>Whole studies of five replicates in which one learner has more trouble with one part of the rows, or with none.</summary>
public sealed class SliceAnalysisTests(ITestOutputHelper output)
{
    private const int Replicates = 5, Test = 800, Whole = 4000, Columns = 10;

    /// <param name="redrawn">Share of the answers that a replicate draws anew, row by row.</param>
    /// <param name="regional">Deviation of what a replicate adds to the error rate of one learner in each part of a column, as a net from another start does.</param>
    [Theory]
    [InlineData(false, TaskKind.Binary, 0.05, 0)]
    [InlineData(true, TaskKind.Binary, 0.05, 0)]
    [InlineData(false, TaskKind.Regression, 0.05, 0)]
    [InlineData(false, TaskKind.Binary, 0.5, 0)]
    [InlineData(true, TaskKind.Binary, 0.5, 0)]
    [InlineData(false, TaskKind.Regression, 0.5, 0)]
    [InlineData(false, TaskKind.Binary, 0.05, 0.03)]
    [InlineData(true, TaskKind.Binary, 0.05, 0.03)]
    [InlineData(false, TaskKind.Regression, 0.05, 0.03)]
    public void Without_a_difference_none_is_shown_and_intervals_cover(bool fixedTest, TaskKind task, double redrawn, double regional)
    {
        // Luck row by row cannot be told from the rows of re-splits: SliceAnalysis says so.
        double most = !fixedTest && (redrawn > 0.1 || regional > 0) ? 0.998 : 0.985;
        int studies = redrawn > 0.1 || regional > 0 ? 50 : 100;
        SliceGap[][] all = [.. Enumerable.Range(0, studies).AsParallel().AsOrdered().Select(study => Gaps(fixedTest, task, 0, new Rng(Seeds.From(41, fixedTest, (int)task, study)), redrawn, regional))];
        double falsely = all.Count(gaps => gaps.Any(gap => gap.IsShown)) / (double)studies;
        double covered = all.SelectMany(gaps => gaps).Average(gap => gap.Low <= 0 && 0 <= gap.High ? 1.0 : 0);
        double width = all.SelectMany(gaps => gaps).Average(gap => gap.High - gap.Low) / (4 * Math.Sqrt(all.SelectMany(gaps => gaps).Average(gap => gap.Difference * gap.Difference)));
        output.WriteLine(FormattableString.Invariant($"{task}, fixed test {fixedTest}, redrawn {redrawn}, regional {regional}: {falsely:P1} of studies show a part falsely, intervals cover {covered:P1}, width to 4 deviations {width:F2}"));
        Assert.True(falsely <= 0.08, $"{falsely}");
        Assert.InRange(covered, 0.93, most);
    }

    [Theory]
    [InlineData(false, TaskKind.Binary)]
    [InlineData(true, TaskKind.Binary)]
    [InlineData(false, TaskKind.Regression)]
    public void A_part_with_which_one_learner_has_trouble_comes_first(bool fixedTest, TaskKind task)
    {
        const int Studies = 20;
        int found = Enumerable.Range(0, Studies).Count(study =>
            Gaps(fixedTest, task, 0.15, new Rng(Seeds.From(42, fixedTest, (int)task, study))) is [{ IsShown: true, Slice: { By: "c0", Part: "highest quarter" }, Difference: > 0 }, ..]);
        Assert.True(found >= 18, $"{found} of {Studies}");
    }

    [Fact]
    public void Nothing_is_said_without_replicates_or_parts()
    {
        StudyResults results = Study(false, TaskKind.Binary, 0, new Rng(1));
        Assert.NotEmpty(SliceAnalysis.Of(results, Ranking.Of(results)));
        StudyResults one = results with { Rows = [.. results.Rows.Where(row => row.Replicate == 0)] }, none = results with { Rows = [.. results.Rows.Select(row => row with { Slices = null })] };
        Assert.Empty(SliceAnalysis.Of(one, Ranking.Of(one)));
        Assert.Empty(SliceAnalysis.Of(none, Ranking.Of(none)));
    }

    private static SliceGap[] Gaps(bool fixedTest, TaskKind task, double trouble, Rng rng, double redrawn = 0.05, double regional = 0)
    {
        StudyResults results = Study(fixedTest, task, trouble, rng, redrawn, regional);
        return [.. SliceAnalysis.Of(results, Ranking.Of(results))];
    }

    /// <summary>Learners share most of what is hard; b has a little more, everywhere alike, and "trouble" more in the highest quarter of the first column.</summary>
    private static StudyResults Study(bool fixedTest, TaskKind task, double trouble, Rng rng, double redrawn = 0.05, double regional = 0)
    {
        ResultsForTests results = new ResultsForTests().Learner("a", Family.Boosting).Learner("b", Family.Neural).Dataset("d", task, fresh: false, fixedTest: fixedTest, poolRows: Whole - Test, testRows: Test);
        double[] ease = [.. Enumerable.Range(0, Whole).Select(_ => rng.NextDouble())], other = [.. ease.Select(one => rng.NextDouble() < 0.7 ? one : rng.NextDouble())];
        int[][] parts = [.. Enumerable.Range(0, Columns).Select(_ => Enumerable.Range(0, Whole).Select(_ => rng.NextInt(4)).ToArray())];
        List<(ImmutableArray<SliceLoss> A, ImmutableArray<SliceLoss> B, string? ErrorsA, string? ErrorsB)> slices = [];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            int[] rows = fixedTest ? [.. Enumerable.Range(0, Test)] : rng.Permutation(Whole)[..Test];
            double[] a = new double[Test], b = new double[Test];
            double[] luck = [.. Enumerable.Range(0, 4 * Columns).Select(_ => regional * rng.NextGaussian())];
            for (int i = 0; i < Test; i++)
            {
                int row = rows[i];
                double more = (parts[0][row] == 3 ? trouble : 0) + (regional > 0 ? Enumerable.Range(0, Columns).Sum(column => luck[4 * column + parts[column][row]]) : 0);
                double first = rng.NextDouble() < redrawn ? rng.NextDouble() : ease[row], second = rng.NextDouble() < redrawn ? rng.NextDouble() : other[row];
                (a[i], b[i]) = task == TaskKind.Regression
                    ? (Square(1 + first), Square(1.02 + second + 2 * more))
                    : (first < 0.15 ? 1 : 0, second < 0.17 + more ? 1 : 0);
            }

            slices.Add((Losses(a, rows, parts, task), Losses(b, rows, parts, task), fixedTest ? Packed(a) : null, fixedTest ? Packed(b) : null));
            string metric = task == TaskKind.Regression ? "rmse" : "error";
            double Metric(double[] losses) => task == TaskKind.Regression ? Math.Sqrt(losses.Average()) : losses.Average();
            results.Add("d", "a", 1000, 0, replicate, 0, (metric, Metric(a)));
            results.Add("d", "b", 1000, 0, replicate, 0, (metric, Metric(b)));
        }

        StudyResults built = results.Build();
        return built with { Rows = [.. built.Rows.Select(row => row.Learner == "a"
            ? row with { Slices = slices[row.Replicate].A, TestErrors = slices[row.Replicate].ErrorsA }
            : row with { Slices = slices[row.Replicate].B, TestErrors = slices[row.Replicate].ErrorsB })] };
    }

    private static ImmutableArray<SliceLoss> Losses(double[] losses, int[] rows, int[][] parts, TaskKind task)
    {
        string[] names = ["lowest quarter", "second quarter", "third quarter", "highest quarter"];
        return
        [
            .. from column in Enumerable.Range(0, parts.Length)
               from part in Enumerable.Range(0, 4)
               let own = losses.Where((_, i) => parts[column][rows[i]] == part).ToArray()
               let mean = own.Average()
               select new SliceLoss($"c{column}", names[part], own.Length, mean, task == TaskKind.Regression ? own.Average(loss => Square(loss - mean)) : null),
        ];
    }

    private static string Packed(double[] losses)
    {
        byte[] bits = new byte[(losses.Length + 7) / 8];
        foreach ((int row, double loss) in losses.Index())
        {
            bits[row / 8] |= (byte)(loss > 0 ? 1 << (row % 8) : 0);
        }

        return Convert.ToBase64String(bits);
    }

    private static double Square(double value) => value * value;
}
