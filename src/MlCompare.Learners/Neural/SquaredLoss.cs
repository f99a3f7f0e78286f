using MlCompare.Learners.Encoders;

namespace MlCompare.Learners.Neural;

/// <summary>Half the squared difference between the output and the standardised target.</summary>
internal sealed class SquaredLoss(float[] targets) : Loss
{
    /// <summary>Standardised, one a row.</summary>
    public float[] Targets => targets;

    public override int Outputs => 1;

    public override void Slopes(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows, Span<float> slopes)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            slopes[i] = (outputs[i] - targets[rows[i]]) / rows.Length;
        }
    }

    public override double Sum(ReadOnlySpan<float> outputs, ReadOnlySpan<int> rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double difference = (double)outputs[i] - targets[rows[i]];
            sum += difference * difference;
        }

        return sum;
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(false);
        NumberArrays.Save<float>(writer, targets);
    }

    public static SquaredLoss Load(BinaryReader reader) => new(NumberArrays.Load<float>(reader));
}
