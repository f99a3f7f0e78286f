using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>A fitted sum of trees. Scores are added in double, in the order of the rounds, row by row.</summary>
public sealed class BoostingPredictor : IPredictor, IShapley, IGainImportance
{
    private const byte Version = 7;

    /// <summary>Numbers that a batch of rows holds: within the second cache.</summary>
    private const int BatchNumbers = 1 << 16;

    private readonly InputEncoding encoding;
    private readonly OutputHead head;
    private readonly double[] start;
    private readonly Tree[][] rounds;
    private readonly TreeWalk walk;
    private readonly double[] gains;

    internal BoostingPredictor(InputEncoding encoding, OutputHead head, double[] start, Tree[][] rounds, double[] gains)
    {
        this.encoding = encoding;
        this.head = head;
        this.start = start;
        this.rounds = rounds;
        walk = new TreeWalk(rounds, start.Length, encoding.Width);
        this.gains = gains;
    }

    /// <summary>Rounds kept; each has one tree, or one a class when there are more than two.</summary>
    public int Rounds => rounds.Length;

    /// <summary>In the order of the rounds, within one of the outputs.</summary>
    internal IEnumerable<Tree> Trees => rounds.SelectMany(round => round);

    internal InputEncoding Encoding => encoding;

    internal OutputHead Head => head;

    /// <summary>Scores before the first round.</summary>
    internal IReadOnlyList<double> Start => start;

    public IReadOnlyList<double> GainImportance => gains;

    public long Leaves => Trees.Sum(tree => (long)tree.Leaves);

    public Prediction Predict(FeatureTable features)
    {
        double[] values = new double[features.Count * head.Columns];
        int outputs = start.Length;
        int batch = Math.Clamp(BatchNumbers / Math.Max(1, walk.Inputs), 1, Math.Max(1, features.Count));
        double[] scores = new double[batch * outputs];
        float[] inputs = new float[batch * walk.Inputs];
        for (int first = 0; first < features.Count; first += batch)
        {
            int count = Math.Min(batch, features.Count - first);
            EncodedRows rows = encoding.Encode(features, first, count);
            for (int i = 0; i < count; i++)
            {
                walk.Expand(rows.Row(i), inputs.AsSpan(i * walk.Inputs, walk.Inputs));
                start.CopyTo(scores, i * outputs);
            }

            walk.AddTo(count, inputs, scores);
            for (int i = 0; i < count; i++)
            {
                head.Finish(scores.AsSpan(i * outputs, outputs), values.AsSpan((first + i) * head.Columns, head.Columns));
            }
        }

        return new Prediction(values, head.Columns);
    }

    public Attributions Attribute(FeatureTable features)
    {
        TreeAttribution attribution = new(features, encoding, start.Length);
        foreach (Tree[] round in rounds)
        {
            for (int k = 0; k < round.Length; k++)
            {
                attribution.Add(round[k], round[k].Values, k);
            }
        }

        (double[] bases, ScorePlace[] places) = head.ToOutputs([.. start.Zip(attribution.Expected, (score, sum) => score + sum)]);
        return attribution.Finish(bases, places, head.Order is not null ? Link.Logit : head.IsLog ? Link.Log : Link.Identity);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Version);
        encoding.Save(writer);
        head.Save(writer);
        NumberArrays.Save(writer, start);
        NumberArrays.Save(writer, gains);
        writer.Write(rounds.Length);
        foreach (Tree tree in rounds.SelectMany(round => round))
        {
            tree.Save(writer);
        }
    }

    internal static BoostingPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "boosting model");

        InputEncoding encoding = InputEncoding.Load(reader);
        OutputHead head = OutputHead.Load(reader);
        double[] start = NumberArrays.Load<double>(reader);
        double[] gains = NumberArrays.Load<double>(reader);
        Tree[][] rounds = new Tree[NumberArrays.Count(reader)][];
        for (int r = 0; r < rounds.Length; r++)
        {
            rounds[r] = new Tree[start.Length];
            for (int k = 0; k < start.Length; k++)
            {
                rounds[r][k] = Tree.Load(reader);
            }
        }

        return new BoostingPredictor(encoding, head, start, rounds, gains);
    }
}
