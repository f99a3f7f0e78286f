using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Autograd.Ops;

/// <summary>See <see cref="Dropout"/>; passes everything when the network predicts.</summary>
internal sealed class DropoutOp(Tensor input, double rate) : Op(input, input with { NeedsGradient = true })
{
    private float[] mask = [];

    public override void Forward(Pass pass)
    {
        if (!pass.Training)
        {
            Input.Values(pass);
            Output.Share(Input);
            return;
        }

        ReadOnlySpan<float> x = Input.Values(pass);
        Span<float> y = Output.OwnValues(pass, Input);
        if (mask.Length < x.Length)
        {
            mask = new float[x.Length];
        }

        Span<float> here = mask.AsSpan(0, x.Length);
        here.Fill(1);
        x.CopyTo(y);
        Dropout.Apply(rate, pass.Rng!, y, here);
    }

    public override void Backward(Pass pass)
    {
        Span<float> slopes = Input.Slopes(pass);
        if (!pass.Training)
        {
            Output.Slopes(pass).CopyTo(slopes);
            return;
        }

        TensorPrimitives.Multiply(Output.Slopes(pass), mask.AsSpan(0, slopes.Length), slopes);
    }
}
