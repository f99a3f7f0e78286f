using MlCompare.Learners.Encoders;
using MlCompare.Studies;

namespace MlCompare.Learners.Kernel;

/// <summary>One fit: encode, search on the first rows of a random order, factor once with all rows, calibrate.</summary>
internal sealed class KernelFit(TrainingSet train, KernelOptions settings, FitContext context)
{
    /// <summary>Rows whose mutual distances give the median.</summary>
    public const int MedianRows = 500;

    public KernelPredictor Run()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(train.Features, settings.Encoding, context.Cancel);
        DesignMatrix design = encoder.Transform(train.Features);
        context.Cancel.ThrowIfCancellationRequested();

        // In random order any head is a sample for the search, and the tail one for the calibration.
        int[] order = context.Rng("row order").Permutation(train.Count);
        float[] centre = Means(design);
        KernelRows rows = KernelRows.Of(design, centre, order);
        KernelTargets targets = new(train.Labels, order);
        KernelChoice choice = new KernelSearch(settings, targets, context.Cancel).Run(rows);

        KernelSystem system = KernelSystem.Distances(rows, context.Cancel);
        double bandwidth = choice.Multiple * system.MedianDistance(MedianRows);
        system.Apply(choice.Shape, bandwidth);
        double ridge = choice.Ridge;
        while (!system.Factor(ridge))
        {
            ridge *= 10;
        }

        float[] weights = system.Solve(targets.Values, targets.Columns);
        double sharpness = 0;
        if (targets.Order is not null)
        {
            int judged = Math.Min(rows.Count, settings.CalibrationRows);
            double[] scores = system.LeaveOneOut(targets.Values, weights, targets.Columns, judged);
            sharpness = targets.Calibrate(scores, rows.Count - judged, judged);
        }

        return new KernelPredictor(encoder, centre, rows, weights, targets.Order, targets.Scale, new KernelChoice(choice.Shape, bandwidth, ridge), sharpness);
    }

    /// <summary>Distances do not change with the origin; inner products of centred rows lose less to rounding.</summary>
    private static float[] Means(DesignMatrix design)
    {
        double[] sums = new double[design.DenseWidth];
        for (int i = 0; i < design.Count; i++)
        {
            ReadOnlySpan<float> row = design.DenseRow(i);
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        return [.. sums.Select(sum => (float)(sum / design.Count))];
    }
}
