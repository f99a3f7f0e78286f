using MlCompare.BenchCommon;

namespace MlCompare.BenchTorch;

/// <summary>One side of a contest.</summary>
/// <param name="OnGpu">Watch the GPU while it runs.</param>
/// <param name="Memory">The most bytes that it held, by its own account.</param>
internal sealed record Side(string Name, bool OnGpu, Func<Cost> Once, Func<long>? Memory = null);

/// <summary>Sides measured in turn, the order turned round each time so that a drift of the machine meets all alike; medians, and the first side by each other one.</summary>
internal static class Contest
{
    public static void Run(string what, int repeats, params IReadOnlyList<Side> sides)
    {
        List<Cost>[] costs = [.. sides.Select(_ => new List<Cost>())];
        List<double>[] busy = [.. sides.Select(_ => new List<double>())];
        double[] taken = new double[sides.Count];
        for (int i = 0; i < repeats; i++)
        {
            foreach (int s in i % 2 == 0 ? Enumerable.Range(0, sides.Count) : Enumerable.Range(0, sides.Count).Reverse())
            {
                using DeviceWatch watch = new(sides[s].OnGpu);
                costs[s].Add(sides[s].Once());
                if (watch.Seen is { } seen)
                {
                    busy[s].Add(seen.Busy);
                    taken[s] = Math.Max(taken[s], seen.Megabytes);
                }
            }
        }

        Console.WriteLine($"{what} ({repeats} times in turn; {Figures.Load})");
        for (int s = 0; s < sides.Count; s++)
        {
            string device = busy[s].Count == 0 ? "" : FormattableString.Invariant($", GPU busy {Pairwise.Median(busy[s]):0} %, {taken[s]:0} MB of it taken");
            string memory = sides[s].Memory is { } own ? FormattableString.Invariant($", {own() / 1e6:0} MB by its own account") : "";
            string times = s == 0 ? "" : FormattableString.Invariant($"; {sides[0].Name} takes {Ratio(cost => cost.Wall, s):0.000} of its time, {Ratio(cost => cost.Cpu, s):0.000} of its CPU time");
            Console.WriteLine(FormattableString.Invariant(
                $"  {sides[s].Name}: {Pairwise.Median(costs[s].Select(cost => cost.Wall)):0.000} s, CPU {Pairwise.Median(costs[s].Select(cost => cost.Cpu)):0.000} s{device}{memory}{times}"));
        }

        double Ratio(Func<Cost, double> part, int side) => Pairwise.Median(costs[0].Zip(costs[side], (first, other) => part(first) / part(other)));
    }
}
