using MlCompare.Learners.Targets;

namespace MlCompare.Learners.Neural;

/// <summary>Networks that vote, and how their outputs become a prediction.</summary>
internal abstract class Ensemble
{
    // With fewer rows nothing is held out: a handful could not tell a good epoch from a bad one.
    private const int FewestToHold = 20;

    /// <summary>Rows that go through a network at a time when it predicts.</summary>
    public const int PredictRows = 256;

    /// <summary>Columns of the prediction: classes, or 1.</summary>
    public abstract int Columns { get; }

    /// <summary>Predictions of all rows (rows × <see cref="Columns"/>).</summary>
    public abstract double[] Predict(NetworkInputs inputs);

    public abstract void Save(BinaryWriter writer);

    /// <summary>
    /// Trains the members one after the other, each with its own start and its own held-out rows. Members that did not stay finite are
    /// dropped.
    /// </summary>
    /// <param name="classes">Numbers of the classes in the order of their first rows; null for regression.</param>
    protected static List<(TrainedNetwork Trained, int[] Held)> Train(
        NetworkInputs inputs, Loss loss, int[]? classes, MlpOptions options, FitContext context)
    {
        NetworkShape shape = NetworkShape.For(inputs, options.Width, options.HiddenLayers, loss.Outputs);
        int members = options.Members;
        InnerSplit[] splits = inputs.Count < FewestToHold
            ? [.. Enumerable.Repeat(new InnerSplit([.. Enumerable.Range(0, inputs.Count)], []), members)]
            : Deal(inputs.Count, classes, Math.Max(options.Folds, members), members, context.Rng("inner split"));
        Training training = new(inputs, loss, options, context.Cancel);
        List<(TrainedNetwork, int[])> trained = [];
        for (int member = 0; member < members; member++)
        {
            TrainedNetwork network = training.Run(shape, splits[member], context.Rng($"member {member}"));
            if (network.Network.IsFinite)
            {
                trained.Add((network, splits[member].Held));
            }
        }

        return trained;
    }

    /// <summary>Each member holds out a fold of its own.</summary>
    private static InnerSplit[] Deal(int rows, int[]? classes, int count, int members, Rng rng)
    {
        StratifiedFolds folds = new(rows, classes, count, rng);
        return [.. Enumerable.Range(0, members).Select(folds.HoldOut)];
    }

    /// <summary>Calls <paramref name="use"/> with the first row and the outputs of one batch after the other.</summary>
    protected static void Each(Network network, NetworkInputs inputs, Workspace work, OutputsOfRows use)
    {
        Span<int> rows = new int[work.Capacity];
        for (int from = 0; from < inputs.Count; from += work.Capacity)
        {
            Span<int> some = rows[..Math.Min(work.Capacity, inputs.Count - from)];
            for (int i = 0; i < some.Length; i++)
            {
                some[i] = from + i;
            }

            use(from, network.Forward(inputs, some, work));
        }
    }

    protected delegate void OutputsOfRows(int from, ReadOnlySpan<float> outputs);
}
