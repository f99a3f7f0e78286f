using MlCompare.Networks;
using MlCompare.Torch.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace MlCompare.Torch.Training;

/// <summary>
/// The embedded engine's AdamW on stacked networks: the same decay, rates and clipping, each network by its own norm; of tables only the rows
/// that the batch has.
/// </summary>
internal sealed class StackedAdamW(StackedArray[] arrays, TrainingSpec training)
{
    // What keeps a norm of 0 from being divided by.
    private const double Least = 1e-12;

    private int steps;

    /// <summary>Changes the weights by the gradients of the last backward pass and lets these go.</summary>
    public void Step(double rate, StackedPass pass)
    {
        using IDisposable plain = torch.no_grad();
        steps++;
        (StackedArray Array, Tensor Gradient)[] all = [.. arrays.Where(array => array.Like.IsTrained).Select(array => (array, Gradient(array))).Where(pair => pair.Item2 is not null)!];
        Tensor? shrink = training.ClipNorm > 0 ? Shrink(all, pass) : null;
        double firstCorrection = 1 - Math.Pow(training.Beta1, steps), unbias = 1 / Math.Sqrt(1 - Math.Pow(training.Beta2, steps));
        foreach ((StackedArray array, Tensor gradient) in all)
        {
            if (shrink is not null)
            {
                gradient.mul_(array.IsTable ? shrink.index_select(0, pass.TouchedNetworks!).unsqueeze(1) : shrink.view([-1, .. Enumerable.Repeat(1L, (int)gradient.dim() - 1)]));
            }

            double step = rate * (training.RelativeRates ? array.Like.RateScale : 1) / firstCorrection, keep = array.Like.Decays ? 1 - rate * training.WeightDecay : 1;
            if (array.IsTable)
            {
                Tensor rows = pass.Touched!, value = Flat(array.Value), first = Flat(array.First!), second = Flat(array.Second!);
                Tensor v = value.index_select(0, rows), m = first.index_select(0, rows), s = second.index_select(0, rows);
                Update(v, m, s, gradient, step, keep, unbias);
                value.index_copy_(0, rows, v);
                first.index_copy_(0, rows, m);
                second.index_copy_(0, rows, s);
            }
            else
            {
                Update(array.Value, array.First!, array.Second!, gradient, step, keep, unbias);
                gradient.zero_();
            }
        }
    }

    private void Update(Tensor value, Tensor first, Tensor second, Tensor gradient, double step, double keep, double unbias)
    {
        first.mul_(Scalars.Of(training.Beta1)).add_(gradient, Scalars.Of(1 - training.Beta1));
        second.mul_(Scalars.Of(training.Beta2)).addcmul_(gradient, gradient, Scalars.Of(1 - training.Beta2));
        if (keep != 1)
        {
            value.mul_(Scalars.Of(keep));
        }

        value.addcdiv_(first, second.sqrt().mul_(Scalars.Of(unbias)).Add(training.Epsilon), Scalars.Of(-step));
    }

    private static Tensor? Gradient(StackedArray array) => array.IsTable ? array.Rows?.grad : array.Value.grad;

    private static Tensor Flat(Tensor table) => table.view(-1, table.shape[^1]);

    /// <summary>What each network's gradients are multiplied by.</summary>
    private Tensor Shrink((StackedArray Array, Tensor Gradient)[] all, StackedPass pass)
    {
        Tensor sum = torch.zeros([pass.Networks], device: all[0].Gradient.device);
        foreach ((StackedArray array, Tensor gradient) in all)
        {
            if (array.IsTable)
            {
                sum.index_add_(0, pass.TouchedNetworks!, gradient.pow(Scalars.Of(2)).sum(1), Scalars.Of(1));
            }
            else
            {
                sum.Add(gradient.pow(Scalars.Of(2)).flatten(1).sum(1));
            }
        }

        return sum.sqrt().Add(Least).reciprocal_().mul_(Scalars.Of(training.ClipNorm)).clamp_max(Scalars.Of(1));
    }
}
