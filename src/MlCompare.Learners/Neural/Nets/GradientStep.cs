using System.Numerics.Tensors;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Nets;

/// <summary>One step of the optimiser: gradients of the shards summed in their order, clipped, and applied.</summary>
/// <param name="average">Told before weights change.</param>
/// <param name="rows">Training rows, for a gate that depends on them.</param>
/// <param name="watch">Told of the gradients of the parts and of their sum.</param>
internal sealed class GradientStep(IReadOnlyList<Shard> shards, TrainingSpec training, WeightAverage? average = null, int rows = 0, SignalWatch? watch = null)
{
    private readonly AdamW optimiser = new(
        training.WeightDecay, training.Beta1, training.Beta2, training.Epsilon, training.RelativeRates,
        training.Gate == SignalGate.None ? null : new GradientGate(training.Gate, training.GateAlpha(rows)));

    /// <param name="active">Shards that had a part of the batch.</param>
    public void Apply(double rate, int active)
    {
        Parameter[] parameters = shards[0].Graph.Parameters;
        for (int part = 0; watch is not null && part < active; part++)
        {
            watch.Part(shards[part].Graph.Parameters, shards[part].Share);
        }

        for (int other = 1; other < active; other++)
        {
            for (int p = 0; p < parameters.Length; p++)
            {
                Add(parameters[p], shards[other].Graph.Parameters[p]);
            }
        }

        watch?.Whole(parameters);
        optimiser.Begin(rate, training.ClipNorm > 0 ? Math.Min(1, training.ClipNorm / Norm(parameters)) : 1);
        average?.BeforeChange();
        foreach (Parameter parameter in parameters)
        {
            optimiser.Update(parameter);
        }
    }

    private static void Add(Parameter sum, Parameter other)
    {
        if (sum.Touched is not { } touched)
        {
            TensorPrimitives.Add(sum.Gradient, other.Gradient, sum.Gradient);
            return;
        }

        int width = touched.Width;
        foreach (int row in other.Touched!.Rows)
        {
            Span<float> target = sum.Gradient.AsSpan(row * width, width);
            ReadOnlySpan<float> from = other.Gradient.AsSpan(row * width, width);
            if (touched.Add(row))
            {
                from.CopyTo(target);
            }
            else
            {
                TensorPrimitives.Add(target, from, target);
            }
        }
    }

    /// <summary>Euclidean norm over the gradients of all trained parameters.</summary>
    private static double Norm(Parameter[] parameters)
    {
        double sum = 0;
        foreach (Parameter parameter in parameters)
        {
            if (parameter.Touched is { } touched)
            {
                foreach (int row in touched.Rows)
                {
                    sum += TensorPrimitives.SumOfSquares<float>(parameter.Gradient.AsSpan(row * touched.Width, touched.Width));
                }
            }
            else if (parameter.Momentum == 0)
            {
                sum += TensorPrimitives.SumOfSquares<float>(parameter.Gradient);
            }
        }

        return Math.Sqrt(sum) + 1e-12;
    }
}
