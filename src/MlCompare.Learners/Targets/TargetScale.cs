namespace MlCompare.Learners.Targets;

/// <summary>Mean, standard deviation and range of the training targets.</summary>
internal sealed record TargetScale(double Mean, double Deviation, double Least, double Most)
{
    /// <summary>What standardised targets are measured in: the deviation, or 1 when there is none.</summary>
    public double Unit => Deviation > 0 && double.IsFinite(Deviation) ? Deviation : 1;

    public static TargetScale Of(double[] values)
    {
        double mean = values.Average(), least = values.Min(), most = values.Max(), reach = Math.Max(most - mean, mean - least);
        double sum = 0;
        foreach (double value in values)
        {
            // Squares of the largest numbers would overflow.
            sum += reach == 0 ? 0 : (value - mean) / reach * ((value - mean) / reach);
        }

        return new TargetScale(mean, reach * Math.Sqrt(sum / values.Length), least, most);
    }

    /// <summary>The targets with mean 0 and standard deviation 1.</summary>
    public double[] Standardise(double[] values) => [.. values.Select(value => (value - Mean) / Unit)];

    /// <summary>A standardised value in the unit of the target.</summary>
    public double Restore(double standardised) => Mean + Unit * standardised;

    public void Save(BinaryWriter writer)
    {
        foreach (double figure in (ReadOnlySpan<double>)[Mean, Deviation, Least, Most])
        {
            writer.Write(figure);
        }
    }

    public static TargetScale Load(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
}
