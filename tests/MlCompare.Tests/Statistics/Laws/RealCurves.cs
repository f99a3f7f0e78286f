using System.Globalization;
using MlCompare.Statistics;
using MlCompare.Statistics.Laws;

namespace MlCompare.Tests.Statistics.Laws;

/// <summary>
/// Learning curves that the tool measured on real tables: test losses by replicate, no data. The file beside this one says in its first line how they
/// were made.
/// </summary>
internal static class RealCurves
{
    public sealed record Measured(string Dataset, string Learner, LawCurve Curve)
    {
        /// <summary>The curve as it was known when it had no more rows than these.</summary>
        public LawCurve UpTo(int rows) => Curve with
        {
            Rows = [.. Curve.Rows.Where(n => n <= rows)], Losses = [.. Curve.Losses.Take(Curve.Rows.Count(n => n <= rows))],
        };
    }

    public static IReadOnlyList<Measured> Read(string path) =>
    [
        .. File.ReadLines(path).Where(line => !line.StartsWith('#')).Skip(1).Select(line => line.Split(',')).GroupBy(cells => (cells[0], cells[1])).Select(group =>
        {
            string[] first = group.First();
            int test = Number(first[4]), pool = Number(first[5]);
            bool isFixed = first[3] == "true";
            return new Measured(group.Key.Item1, group.Key.Item2, new LawCurve(
                [.. group.Select(cells => Number(cells[6]))],
                [.. group.Select(cells => (IReadOnlyDictionary<int, double>)cells[7].Split(' ').Index().ToDictionary(pair => pair.Index, pair => double.Parse(pair.Item, CultureInfo.InvariantCulture)))],
                new SamplingDesign(false, isFixed, test, isFixed ? 0 : test / (double)pool), first[2], 0));
        }),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
