namespace MlCompare.Data.Tables;

/// <summary>
/// The numbers of one column: in single precision, which is what a feature has in the end, until a whole number comes that would be
/// another one then (identifiers are told by their whole numbers); in double precision from there on, or from the start.
/// </summary>
internal sealed class NumberCells(bool exact)
{
    private Chunks<float>? singles = exact ? null : new();
    private Chunks<double>? doubles = exact ? new() : null;

    public int Count => doubles?.Count ?? singles!.Count;

    public long Bytes => doubles?.Bytes ?? singles!.Bytes;

    public double this[int row] => doubles is null ? singles![row] : doubles[row];

    public void Add(double number)
    {
        if (doubles is null && IsSpoiled(number))
        {
            doubles = new();
            for (int row = 0; row < singles!.Count; row++)
            {
                doubles.Add(singles[row]);
            }

            singles = null;
        }

        if (doubles is null)
        {
            singles!.Add((float)number);
        }
        else
        {
            doubles.Add(number);
        }
    }

    /// <summary>A whole number that single precision makes another one.</summary>
    private static bool IsSpoiled(double number)
    {
        float single = (float)number;
        return single != number && number == Math.Floor(number) && !float.IsInfinity(single);
    }
}
