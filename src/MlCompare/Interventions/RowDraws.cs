namespace MlCompare.Interventions;

/// <summary>
/// A generator for every row, from one seed and the row's position: what is drawn for row 7 does not depend on how many rows
/// follow, nor on how much the rows before it consumed. This is what nests noise in the number of rows.
/// </summary>
internal readonly struct RowDraws(Rng rng)
{
    private readonly ulong seed = rng.NextUInt64();

    public Rng Of(int row)
    {
        ulong state = seed + (ulong)row;
        return new Rng(Seeds.SplitMix(ref state));
    }
}
