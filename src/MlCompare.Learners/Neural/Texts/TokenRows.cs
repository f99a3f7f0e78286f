using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Autograd;
using MlCompare.Learners.Neural.Nets;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>Texts as ids; in training each token is dropped with a probability, so that a text is not known by single words.</summary>
internal sealed class TokenRows(int[][] texts, double drop) : NetworkRows
{
    public override int Count => texts.Length;

    /// <summary>At least 1: a text without tokens has one that is nothing.</summary>
    public override int Length(int row) => Math.Max(1, texts[row].Length);

    protected override void Fill(ReadOnlySpan<int> rows, BatchInput input, Pass pass)
    {
        Span<int> ids = input.Tokens.Ids(pass);
        ids.Clear();
        for (int i = 0; i < rows.Length; i++)
        {
            int[] text = texts[rows[i]];
            Span<int> target = ids.Slice(i * pass.Length, pass.Length);
            int kept = 0;
            foreach (int id in text)
            {
                if (pass.Rng is null || drop == 0 || pass.Rng.NextDouble() >= drop)
                {
                    target[kept++] = id;
                }
            }

            pass.Lengths[i] = kept;
        }
    }

    protected override void Save(BinaryWriter writer)
    {
        NumberArrays.SaveAll(writer, texts);
        writer.Write(drop);
    }

    public static TokenRows Load(BinaryReader reader) => new(NumberArrays.LoadAll<int>(reader), reader.ReadDouble());
}
