using MlCompare.Data;

namespace MlCompare.Learners.Boosting;

/// <summary>
/// From labels to a loss and from scores back to predictions. Classes that don't occur in the training rows get no trees but the
/// probability 1 / (rows + classes) each (rule of succession); the others share the rest.
/// </summary>
/// <param name="Classes">Number of classes; 0 for regression.</param>
/// <param name="Present">Codes of the classes that occur.</param>
/// <param name="Absent">Probability of each class that doesn't.</param>
/// <param name="Mean">Mean of the targets.</param>
/// <param name="Scale">Standard deviation of the targets; 1 when they are constant.</param>
internal sealed record OutputHead(int Classes, int[] Present, double Absent, double Mean, double Scale)
{
    /// <summary>Scores a row.</summary>
    public int Outputs => Classes == 0 ? 1 : Present.Length switch { 1 => 0, 2 when Classes == 2 => 1, _ => Present.Length };

    public int Columns => Math.Max(1, Classes);

    public static OutputHead Of(Labels labels)
    {
        if (labels.Task == TaskKind.Regression)
        {
            double mean = labels.Values.Average();
            double deviation = Math.Sqrt(labels.Values.Average(value => (value - mean) * (value - mean)));
            return new OutputHead(0, [], 0, mean, deviation > 0 ? deviation : 1);
        }

        int[] present = [.. labels.Classes.Distinct().Order()];
        return new OutputHead(labels.ClassCount, present, 1.0 / (labels.Count + labels.ClassCount), 0, 1);
    }

    /// <summary>The loss to train with; null when there is nothing to learn because one class only occurs.</summary>
    public Loss? ToLoss(Labels labels)
    {
        if (Classes == 0)
        {
            return new SquaredLoss([.. labels.Values.Select(value => (value - Mean) / Scale)]);
        }

        return Outputs switch
        {
            0 => null,
            1 => new LogisticLoss([.. labels.Classes.Select(code => code == 1)]),
            _ => new SoftmaxLoss([.. labels.Classes.Select(code => Array.IndexOf(Present, code))], Outputs),
        };
    }

    /// <summary>Turns the scores of one row into its prediction.</summary>
    public void Finish(ReadOnlySpan<double> scores, Span<double> prediction)
    {
        if (Classes == 0)
        {
            prediction[0] = Mean + Scale * scores[0];
            return;
        }

        if (Outputs == 1)
        {
            (prediction[1], prediction[0]) = LogisticLoss.Probabilities(scores[0]);
            return;
        }

        Span<double> p = Outputs <= 256 ? stackalloc double[Present.Length] : new double[Present.Length];
        p.Fill(1);
        if (Outputs > 0)
        {
            SoftmaxLoss.Probabilities(scores, p);
        }

        prediction.Fill(Absent);
        double share = 1 - Absent * (Classes - Present.Length);
        for (int i = 0; i < Present.Length; i++)
        {
            prediction[Present[i]] = share * p[i];
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Classes);
        writer.Write(Present.Length);
        foreach (int code in Present)
        {
            writer.Write(code);
        }

        writer.Write(Absent);
        writer.Write(Mean);
        writer.Write(Scale);
    }

    public static OutputHead Load(BinaryReader reader)
    {
        int classes = reader.ReadInt32();
        int[] present = new int[reader.ReadInt32()];
        for (int i = 0; i < present.Length; i++)
        {
            present[i] = reader.ReadInt32();
        }

        return new OutputHead(classes, present, reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
    }
}
