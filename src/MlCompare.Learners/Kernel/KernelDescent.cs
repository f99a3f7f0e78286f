namespace MlCompare.Learners.Kernel;

/// <summary>Goes from a point to the best neighbour until none is better; somebody else computes the losses it asks for.</summary>
internal sealed class KernelDescent(KernelGrid grid, KernelPoint start)
{
    private readonly Dictionary<KernelPoint, double> losses = [];

    public KernelPoint At { get; private set; } = start;

    public double Loss => losses[At];

    private IEnumerable<KernelPoint> Around => grid.Neighbours(At).Prepend(At);

    public bool Wants(KernelPoint point) => Around.Contains(point) && !losses.ContainsKey(point);

    /// <summary>Takes the steps for which the losses are known; the points still wanted, none at the end.</summary>
    public IReadOnlyList<KernelPoint> Advance()
    {
        while (true)
        {
            KernelPoint[] wanted = [.. Around.Where(point => !losses.ContainsKey(point))];
            KernelPoint best = wanted.Length > 0 ? At : Around.MinBy(point => losses[point])!;
            if (wanted.Length > 0 || best == At)
            {
                return wanted;
            }

            At = best;
        }
    }

    public void Tell(KernelPoint point, double loss) => losses[point] = loss;
}
