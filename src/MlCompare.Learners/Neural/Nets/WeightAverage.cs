using System.Numerics.Tensors;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>
/// A running average of the weights: less noisy than the last ones, so that early stopping does not stop on luck (Polyak and Juditsky
/// 1992; Izmailov et al. 2018). Of embeddings a move touches nothing: a row's weights stand still between the batches that have it, so that its
/// moves can be made up for in one, before it changes (<see cref="BeforeChange"/>) and before the average is read (<see cref="Settle"/>).
/// </summary>
internal sealed class WeightAverage(Parameter[] live)
{
    // Moves that each row of an embedding has followed; null for other arrays.
    private readonly int[]?[] followed = [.. live.Select(parameter => parameter.Touched is { } rows ? new int[parameter.Value.Length / rows.Width] : null)];

    // What the moves so far leave of an old average: the sum of the logarithms of 1 − share, without the first, which leaves nothing.
    private readonly List<double> left = [0];

    public float[][] Values { get; } = [.. live.Select(parameter => parameter.Value.ToArray())];

    /// <summary>Moves the average this share of the way to the live weights; at first it is their plain mean.</summary>
    public void Move(double share)
    {
        double step = Math.Max(share, 1.0 / left.Count);
        left.Add(left.Count == 1 ? 0 : left[^1] + Math.Log(1 - step));
        for (int p = 0; p < Values.Length; p++)
        {
            if (followed[p] is null)
            {
                TensorPrimitives.Lerp(Values[p], live[p].Value, (float)step, Values[p]);
            }
        }
    }

    /// <summary>To be called before a step changes the rows that its batch touched.</summary>
    public void BeforeChange()
    {
        for (int p = 0; p < live.Length; p++)
        {
            foreach (int row in followed[p] is null ? [] : live[p].Touched!.Rows)
            {
                Follow(p, row);
            }
        }
    }

    /// <summary>To be called before the average is read.</summary>
    public void Settle()
    {
        for (int p = 0; p < live.Length; p++)
        {
            for (int row = 0; row < (followed[p]?.Length ?? 0); row++)
            {
                Follow(p, row);
            }
        }
    }

    public float[][] Copy() => [.. Values.Select(values => values.ToArray())];

    public void CopyTo(float[][] target)
    {
        for (int p = 0; p < target.Length; p++)
        {
            Values[p].CopyTo(target[p], 0);
        }
    }

    private void Follow(int p, int row)
    {
        int done = followed[p]![row], now = left.Count - 1, width = live[p].Touched!.Width;
        if (done < now)
        {
            // Not a number where every move leaves nothing.
            double before = done == 0 ? 0 : Math.Exp(left[now] - left[done]);
            Span<float> average = Values[p].AsSpan(row * width, width);
            TensorPrimitives.Lerp(live[p].Value.AsSpan(row * width, width), average, double.IsNaN(before) ? 0 : (float)before, average);
            followed[p]![row] = now;
        }
    }
}
