using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Boosting;

/// <summary>A fitted sum of trees. Scores are added in double, in the order of the rounds, row by row.</summary>
public sealed class BoostingPredictor : IPredictor, IShapley, IGainImportance
{
    private const byte Version = 4;
    private const int BatchRows = 256;

    private readonly InputEncoding encoding;
    private readonly OutputHead head;
    private readonly double[] start;
    private readonly Tree[][] rounds;
    private readonly double[] gains;

    internal BoostingPredictor(InputEncoding encoding, OutputHead head, double[] start, Tree[][] rounds, double[] gains)
    {
        this.encoding = encoding;
        this.head = head;
        this.start = start;
        this.rounds = rounds;
        this.gains = gains;
    }

    /// <summary>Rounds kept; each has one tree, or one a class when there are more than two.</summary>
    public int Rounds => rounds.Length;

    /// <summary>In the order of the rounds, within one of the outputs.</summary>
    internal IEnumerable<Tree> Trees => rounds.SelectMany(round => round);

    public IReadOnlyList<double> GainImportance => gains;

    public Prediction Predict(FeatureTable features)
    {
        double[] values = new double[features.Count * head.Columns];
        int outputs = start.Length;
        double[] scores = new double[BatchRows * outputs];
        for (int first = 0; first < features.Count; first += BatchRows)
        {
            int count = Math.Min(BatchRows, features.Count - first);
            EncodedRows rows = encoding.Encode(features, first, count);
            Score(rows, count, scores);
            for (int i = 0; i < count; i++)
            {
                head.Finish(scores.AsSpan(i * outputs, outputs), values.AsSpan((first + i) * head.Columns, head.Columns));
            }
        }

        return new Prediction(values, head.Columns);
    }

    public Attributions Attribute(FeatureTable features) => new BoostingAttribution(rounds).Of(features, encoding, head, start);

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
        Tree[][] rounds = new Tree[reader.ReadInt32()][];
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

    /// <summary>Tree by tree over the rows, so that a tree is read once a batch; each row still adds in the order of the trees.</summary>
    private void Score(EncodedRows rows, int count, double[] scores)
    {
        int outputs = start.Length;
        for (int i = 0; i < count; i++)
        {
            start.CopyTo(scores, i * outputs);
        }

        foreach (Tree[] trees in rounds)
        {
            for (int k = 0; k < outputs; k++)
            {
                for (int i = 0; i < count; i++)
                {
                    scores[i * outputs + k] += trees[k].Value(rows.Row(i));
                }
            }
        }
    }
}
