using MlCompare.Learners.Encoders;
using MlCompare.Native.Workers;

namespace MlCompare.Native.Libsvm;

/// <summary>Trains as the request says: answers with the scores of the rows held out, choice by choice, and with a model if one is wanted.</summary>
public sealed class LibsvmJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        SvmRequest wanted = SvmRequest.Read(request);
        SvmRows? rows = null;
        try
        {
            double gamma = double.NaN;
            foreach (SvmChoice choice in wanted.Choices)
            {
                if (rows is null || (wanted.Precomputed && choice.Gamma != gamma))
                {
                    rows?.Dispose();
                    rows = wanted.Precomputed ? SvmRows.Precomputed(wanted.Design, new SvmKernel(wanted.Shape, choice.Gamma)) : SvmRows.Of(wanted.Design);
                    gamma = choice.Gamma;
                }

                NumberArrays.Save<double>(response, HeldScores(wanted, choice, rows));
            }

            if (wanted.KeepsModel)
            {
                using SvmMachine machine = new(wanted, wanted.Choices[^1], rows!, [.. Enumerable.Range(0, wanted.Labels.Length)]);
                machine.ToModel(wanted.Classes).Save(response);
            }
        }
        finally
        {
            rows?.Dispose();
        }
    }

    /// <summary>Rows × scores, row-major; NaN for rows that no split holds out.</summary>
    private static unsafe double[] HeldScores(SvmRequest wanted, SvmChoice choice, SvmRows rows)
    {
        int scores = wanted.Scores;
        double[] held = new double[wanted.Labels.Length * scores];
        Array.Fill(held, double.NaN);
        foreach (SvmSplit split in wanted.Splits)
        {
            using SvmMachine machine = new(wanted, choice, rows, split.Train);
            foreach (int row in split.Held)
            {
                machine.Score(rows.Row(row), wanted.Classes, held.AsSpan(row * scores, scores));
            }
        }

        return held;
    }
}
