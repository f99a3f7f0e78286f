namespace MlCompare.Learners.Neural.Autograd;

/// <summary>Token ids of a batch, rows × length; 0 fills up.</summary>
internal sealed class TokenBuffer
{
    private int[] ids = [];

    public Span<int> Ids(Pass pass)
    {
        int length = pass.Rows * pass.Length;
        if (ids.Length < length)
        {
            ids = new int[length];
        }

        return ids.AsSpan(0, length);
    }
}
