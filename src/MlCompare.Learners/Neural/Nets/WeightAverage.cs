using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>
/// A running average of the weights: less noisy than the last ones, so that early stopping does not stop on luck (Polyak and Juditsky
/// 1992; Izmailov et al. 2018).
/// </summary>
internal sealed class WeightAverage(float[][] live)
{
    private int moves;

    public float[][] Values { get; } = [.. live.Select(values => values.ToArray())];

    /// <summary>Moves the average this share of the way to the live weights; at first it is their plain mean.</summary>
    public void Move(double share)
    {
        float step = (float)Math.Max(share, 1.0 / ++moves);
        for (int p = 0; p < Values.Length; p++)
        {
            TensorPrimitives.Lerp(Values[p], live[p], step, Values[p]);
        }
    }

    public float[][] Copy() => [.. Values.Select(values => values.ToArray())];
}
