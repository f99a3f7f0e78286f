using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Forest;

/// <summary>What the leaves of one tree answer: a number each, or the shares of the classes that occur in it.</summary>
internal sealed class ForestLeaves
{
    private readonly List<double> values = [];
    private readonly List<double> covers = [];
    private readonly List<int> ends = [];
    private readonly List<int> classes = [];
    private readonly List<float> shares = [];

    public int Count => values.Count;

    public void AddShare(int number, float share)
    {
        classes.Add(number);
        shares.Add(share);
    }

    /// <summary>Closes a leaf, with the shares added since the last.</summary>
    public void Add(double value, double cover)
    {
        values.Add(value);
        covers.Add(cover);
        ends.Add(classes.Count);
    }

    public ForestTree Close(TreeWriter writer) =>
        new(writer.ToTree([.. values], [.. covers]), classes.Count == 0 ? null : new LeafShares([.. ends], [.. classes], [.. shares]));
}

/// <summary>Class shares of leaves, without the zeros.</summary>
/// <param name="Ends">Leaf → end of its entries; they begin where those of the leaf before end.</param>
internal sealed record LeafShares(int[] Ends, int[] Classes, float[] Shares)
{
    public void AddTo(int leaf, Span<double> sums)
    {
        for (int i = leaf == 0 ? 0 : Ends[leaf - 1]; i < Ends[leaf]; i++)
        {
            sums[Classes[i]] += Shares[i];
        }
    }

    public void Save(BinaryWriter writer)
    {
        NumberArrays.Save(writer, Ends);
        NumberArrays.Save(writer, Classes);
        NumberArrays.Save(writer, Shares);
    }

    public static LeafShares Load(BinaryReader reader) =>
        new(NumberArrays.Load<int>(reader), NumberArrays.Load<int>(reader), NumberArrays.Load<float>(reader));
}

/// <summary>One tree of a forest.</summary>
/// <param name="Tree">Its values are the answers, unless there are shares.</param>
internal sealed record ForestTree(Tree Tree, LeafShares? Shares)
{
    /// <summary>Adds the answer of one leaf to the sums of a row.</summary>
    public void AddTo(int leaf, Span<double> sums)
    {
        if (Shares is null)
        {
            sums[0] += Tree.Values[leaf];
        }
        else
        {
            Shares.AddTo(leaf, sums);
        }
    }

    public void Save(BinaryWriter writer)
    {
        Tree.Save(writer);
        writer.Write(Shares is not null);
        Shares?.Save(writer);
    }

    public static ForestTree Load(BinaryReader reader) => new(Tree.Load(reader), reader.ReadBoolean() ? LeafShares.Load(reader) : null);
}
