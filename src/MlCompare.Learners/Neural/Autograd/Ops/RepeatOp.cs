using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>Every row once for each member.</summary>
internal sealed class RepeatOp(Tensor input, int members) : Op(input, input with { Members = members })
{
    public override void Forward(Pass pass)
    {
        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.Values(pass);
        int size = x.Length / pass.Rows;
        for (int copy = 0; copy < y.Length / size; copy++)
        {
            x.Slice(copy / members * size, size).CopyTo(y[(copy * size)..]);
        }
    }

    public override void Backward(Pass pass)
    {
        if (!Input.NeedsGradient)
        {
            return;
        }

        ReadOnlySpan<float> dy = Output.Slopes(pass);
        Span<float> dx = Input.Slopes(pass);
        int size = dx.Length / pass.Rows;
        dx.Clear();
        for (int copy = 0; copy < dy.Length / size; copy++)
        {
            Span<float> target = dx.Slice(copy / members * size, size);
            TensorPrimitives.Add(target, dy.Slice(copy * size, size), target);
        }
    }
}
