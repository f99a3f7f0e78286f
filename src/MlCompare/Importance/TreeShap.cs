using MathNet.Numerics.Integration;

namespace MlCompare.Importance;

/// <summary>
/// Exact Shapley values of a sum of trees when the inputs that are not known follow the training rows of each node ("path-dependent",
/// Lundberg et al. 2020, algorithm 2), in time O(leaves × depth) a row.
/// <para>
/// A leaf with value v is reached with weight ∏ⱼ fⱼ over the inputs j on its way, where fⱼ is 1 or 0 (does the row go that way?)
/// when j is known, and the share zⱼ of training rows when not. When each input is known with probability t, that is the
/// polynomial ∏ⱼ (zⱼ(1 − t) + oⱼt), and the Shapley value of i is the integral over t in [0, 1] of its slope in i (Owen 1972):
/// φᵢ = Σ v ∫ (oᵢ − zᵢ) ∏_{j≠i} (zⱼ(1 − t) + oⱼt) dt. Gauss–Legendre with half as many points as inputs integrates it
/// exactly. All leaves below an edge share its factor, so one walk down (products) and one up (sums) gives all i at once, as in
/// Linear TreeSHAP (Yu et al. 2022). All factors are positive inside (0, 1): nothing cancels, whatever the depth.
/// </para>
/// </summary>
/// <remarks>Keeps buffers: one instance a thread.</remarks>
public sealed class TreeShap
{
    private readonly Dictionary<int, GaussLegendreRule> rules = [];
    private double[] points = [];
    private double[] weights = [];
    private bool[] taken = [];
    private double[] products = [];
    private double[] sums = [];

    /// <summary>Adds one tree's contributions in one row.</summary>
    /// <param name="goesLeft">Node → whether the row would go left there, for all nodes.</param>
    /// <param name="attributions">Outputs of the tree × inputs: contributions, added to.</param>
    public void Add(ShapTree tree, ReadOnlySpan<bool> goesLeft, Span<double> attributions)
    {
        Fit(tree);
        int count = tree.Edges.Length;
        for (int e = 0; e < count; e++)
        {
            Down(tree.Edges, e, goesLeft);
        }

        int inputs = attributions.Length / tree.Outputs;
        for (int output = 0; output < tree.Outputs; output++)
        {
            for (int e = 0; e < count; e++)
            {
                int leaf = tree.Edges[e].Leaf;
                double value = leaf < 0 ? 0 : tree.Value(leaf, output);
                for (int p = e * points.Length; p < (e + 1) * points.Length; p++)
                {
                    sums[p] = value * products[p];
                }
            }

            for (int e = count - 1; e >= 0; e--)
            {
                Up(tree.Edges, e, attributions.Slice(output * inputs, inputs));
            }
        }
    }

    /// <summary>Points for the longest way of the tree: n of them integrate degree 2n − 1, a leaf with d inputs has degree d − 1.</summary>
    private void Fit(ShapTree tree)
    {
        int wanted = Math.Max(2, (tree.MostInputs + 1) / 2);
        if (points.Length != wanted)
        {
            if (!rules.TryGetValue(wanted, out GaussLegendreRule? rule))
            {
                rules[wanted] = rule = new GaussLegendreRule(0, 1, wanted);
            }

            (points, weights) = (rule.Abscissas, rule.Weights);
        }

        if (taken.Length < tree.Edges.Length || products.Length < tree.Edges.Length * wanted)
        {
            taken = new bool[tree.Edges.Length];
            products = new double[tree.Edges.Length * wanted];
            sums = new double[tree.Edges.Length * wanted];
        }
    }

    /// <summary>The product of all factors from the root to this edge, at each point.</summary>
    private void Down(ReadOnlySpan<ShapEdge> edges, int e, ReadOnlySpan<bool> goesLeft)
    {
        ref readonly ShapEdge edge = ref edges[e];
        taken[e] = goesLeft[edge.Node] == edge.IsLeft && (edge.Before < 0 || taken[edge.Before]);
        for (int p = 0; p < points.Length; p++)
        {
            double product = edge.Parent < 0 ? 1 : products[edge.Parent * points.Length + p];
            if (edge.Before >= 0 && product > 0)
            {
                product /= Factor(edges, edge.Before, p);
            }

            products[e * points.Length + p] = product * Factor(edges, e, p);
        }
    }

    /// <summary>
    /// Counts all leaves below for this edge's input, and takes back what the edge above with the same input has counted (or will)
    /// for them with its own factor.
    /// </summary>
    private void Up(ReadOnlySpan<ShapEdge> edges, int e, Span<double> attributions)
    {
        ref readonly ShapEdge edge = ref edges[e];
        double own = 0;
        for (int p = 0; p < points.Length; p++)
        {
            double sum = sums[e * points.Length + p];
            double slope = Slope(edges, e, p) - (edge.Before < 0 ? 0 : Slope(edges, edge.Before, p));
            own += weights[p] * slope * sum;
            if (edge.Parent >= 0)
            {
                sums[edge.Parent * points.Length + p] += sum;
            }
        }

        attributions[edge.Input] += own;
    }

    private double Factor(ReadOnlySpan<ShapEdge> edges, int e, int p) => edges[e].Share * (1 - points[p]) + (taken[e] ? points[p] : 0);

    /// <summary>(o − z) / factor; where the row does not go the share cancels, so that a share of 0 does no harm.</summary>
    private double Slope(ReadOnlySpan<ShapEdge> edges, int e, int p) => taken[e] ? (1 - edges[e].Share) / Factor(edges, e, p) : -1 / (1 - points[p]);
}
