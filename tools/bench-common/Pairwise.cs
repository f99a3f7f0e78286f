namespace MlCompare.BenchCommon;

/// <summary>What one run cost.</summary>
internal readonly record struct Cost(double Wall, double Cpu);

/// <summary>
/// Two sides measured in turn, A B B A A B …, so that a drift of the machine meets both alike; medians over the repeats. On a shared
/// machine CPU time is the figure to go by.
/// </summary>
internal sealed record Pairwise(IReadOnlyList<Cost> Ours, IReadOnlyList<Cost> Peer)
{
    /// <summary>Median over the repeats of our CPU time divided by the peer's.</summary>
    public double CpuRatio => Median(Ratios(cost => cost.Cpu));

    public double WallRatio => Median(Ratios(cost => cost.Wall));

    public static Pairwise Run(int repeats, Func<Cost> ours, Func<Cost> peer)
    {
        List<Cost> a = [], b = [];
        for (int i = 0; i < repeats; i++)
        {
            if (i % 2 == 0)
            {
                a.Add(ours());
            }

            b.Add(peer());
            if (i % 2 == 1)
            {
                a.Add(ours());
            }
        }

        return new Pairwise(a, b);
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public override string ToString() => FormattableString.Invariant(
        $"CPU {Median(Ours.Select(c => c.Cpu)):0.000} / {Median(Peer.Select(c => c.Cpu)):0.000} s, ratio {Spread(Ratios(c => c.Cpu))}; wall {Median(Ours.Select(c => c.Wall)):0.000} / {Median(Peer.Select(c => c.Wall)):0.000} s, ratio {Spread(Ratios(c => c.Wall))}");

    private double[] Ratios(Func<Cost, double> part) => [.. Ours.Zip(Peer, (ours, peer) => part(ours) / part(peer))];

    private static string Spread(double[] ratios) =>
        FormattableString.Invariant($"{Median(ratios):0.000} [{ratios.Min():0.000} to {ratios.Max():0.000}, {ratios.Length} pairs]");
}
