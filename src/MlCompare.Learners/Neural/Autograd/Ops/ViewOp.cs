using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>The same numbers under another shape of the same size.</summary>
internal sealed class ViewOp(Tensor input, TensorShape shape) : Op(input, input with { Shape = shape })
{
    public override void Forward(Pass pass)
    {
        Input.Values(pass);
        Output.Share(Input);
    }

    public override void Backward(Pass pass)
    {
        Output.Slopes(pass);
        Input.ShareSlopes(Output);
    }
}
