using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd;

/// <summary>What a network reads of a batch, as rows fill it in: numbers, token ids, or dense columns and terms.</summary>
internal sealed class BatchInput(NetworkInput input, bool needsSlopes = false)
{
    /// <summary>Empty for token ids; of terms the dense columns beside them.</summary>
    public Tensor Numbers { get; } = new(
        input is NetworkInput.Terms terms ? new TensorShape(1, 1, terms.Dense) : input.Shape, IsSequence: input is NetworkInput.Tokens)
    {
        NeedsGradient = needsSlopes,
    };

    public TokenBuffer Tokens { get; } = new();

    public TermBuffer Terms { get; } = new();
}
