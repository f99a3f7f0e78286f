using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>One tensor for two readers, a branch (its output) and a way around it.</summary>
internal sealed class ForkOp(Tensor input) : Op(input, input with { NeedsGradient = true })
{
    public Tensor Skip { get; } = input with { NeedsGradient = true };

    public override void Forward(Pass pass)
    {
        Input.Values(pass);
        Output.Share(Input);
        Skip.Share(Input);
    }

    public override void Backward(Pass pass) => TensorPrimitives.Add(Output.Slopes(pass), Skip.Slopes(pass), Input.Slopes(pass));
}

/// <summary>The sum of a branch (its input) and the way around it.</summary>
internal sealed class JoinOp(Tensor branch, Tensor skip) : Op(branch, branch with { NeedsGradient = true })
{
    public override void Forward(Pass pass) => TensorPrimitives.Add(Input.Values(pass), skip.Values(pass), Output.Values(pass));

    public override void Backward(Pass pass)
    {
        Output.Slopes(pass).CopyTo(skip.Slopes(pass));
        Input.ShareSlopes(Output);
    }
}
