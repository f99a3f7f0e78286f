using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Targets;

namespace MlCompare.Torch.Training;

/// <summary>One network of a stack: what it is trained on, and how far it has come.</summary>
internal sealed class StackMember(NetworkWork work, InnerSplit split, ulong seed)
{
    public NetworkWork Work => work;

    public InnerSplit Split => split;

    public ulong Seed => seed;

    /// <summary>Training rows in the order of the epoch.</summary>
    public int[] Order { get; } = [.. split.Train];

    /// <summary>Mean loss on the held-out rows after each epoch; empty without.</summary>
    public List<double> Scores { get; } = [];

    /// <summary>Outputs of the last of <see cref="Scores"/>, rows × members × outputs.</summary>
    public float[] HeldOutputs { get; private set; } = [];

    /// <summary>1-based; null weights as long as there is none.</summary>
    public int BestEpoch { get; set; }

    public float[][]? Best { get; set; }

    public float[] BestOutputs { get; set; } = [];

    /// <summary>Shuffles the rows, as the embedded engine's does.</summary>
    public Rng Rng { get; } = new(seed);

    /// <summary>Draw augmentations of the parts of a batch.</summary>
    public Rng[] Shards { get; private set; } = [];

    /// <summary>The network as the embedded engine starts it, from the same numbers of the same generator.</summary>
    public Graph Start()
    {
        Graph graph = Graph.Create(work.Spec, Rng);
        Shards = [.. Enumerable.Range(0, work.Plan.Shards).Select(_ => new Rng(Rng.NextUInt64()))];
        return graph;
    }

    /// <summary>Takes the outputs on the held-out rows and scores them.</summary>
    public void Note(float[] outputs, int members)
    {
        HeldOutputs = outputs;
        int width = outputs.Length / split.Held.Length;
        double sum = 0;
        int[] row = new int[members];
        for (int i = 0; i < split.Held.Length; i++)
        {
            Array.Fill(row, split.Held[i]);
            sum += work.Loss.Sum(outputs.AsSpan(i * width, width), row) / members;
        }

        Scores.Add(sum / split.Held.Length);
    }
}
