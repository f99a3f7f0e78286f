namespace MlCompare.Learners.Neural.Autograd;

/// <summary>What the ops of a graph must know of the batch that runs through it.</summary>
internal sealed class Pass
{
    private int[] lengths = [];

    /// <summary>Rows that run.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows of the whole batch, of which these may be a part: slopes are those of its mean loss.</summary>
    public int BatchRows { get; private set; }

    /// <summary>Tokens of each row, the filled-up ones included.</summary>
    public int Length { get; private set; }

    /// <summary>Draws dropout and the like; null when the network predicts.</summary>
    public Rng? Rng { get; private set; }

    public bool Training => Rng is not null;

    /// <summary>Tokens of each row, to be set by what fills the input.</summary>
    public Span<int> Lengths => lengths.AsSpan(0, Rows);

    public void Begin(int rows, int batchRows, Rng? rng, int length = 0)
    {
        (Rows, BatchRows, Rng, Length) = (rows, batchRows, rng, length);
        if (lengths.Length < rows)
        {
            lengths = new int[rows];
        }
    }
}
