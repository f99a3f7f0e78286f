using MathNet.Numerics;
using MathNet.Numerics.Statistics;
using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Theory;

/// <summary>
/// In which order a learner picks up frequencies (Rahaman et al. 2019). It is given rows of one column x in [0, 1) with the target Σ sin(2πkx + φ_k) over k = 1, 2, 4, 8, 16, and
/// followed: e_k is the distance of the model's Fourier coefficient to the true one over its size, on a grid; the learning time of k the first step with e_k &lt; 0.1. The index is
/// Spearman's correlation of k with that time: +1 learns low frequencies first. Checked on planted models.
/// </summary>
/// <param name="Times">Learning time of each frequency; null for those not learned by the last step, which count as last.</param>
/// <param name="Slope">Slope of ln time on ln k over those learned; NaN for fewer than two.</param>
public sealed record SpectralBias(IReadOnlyList<int> Frequencies, IReadOnlyList<int?> Times, double Index, double Slope)
{
    private const double Learned = 0.1;
    private const int GridPoints = 256;
    private static readonly int[] Tried = [1, 2, 4, 8, 16];

    /// <param name="learner">A network or boosting; without early stopping, or it may stop before high frequencies come.</param>
    /// <exception cref="InputException">The learner tells of no steps.</exception>
    public static SpectralBias Follow(ILearner learner, int rows, ulong seed, CancellationToken cancel = default)
    {
        Rng rng = new(seed);
        double[] phases = [.. Tried.Select(_ => rng.NextDouble(0, 2 * Math.PI))];
        float[] x = [.. Enumerable.Range(0, rows).Select(_ => (float)rng.NextDouble())];
        Labels labels = Labels.OfValues([.. x.Select(value => Tried.Zip(phases, (k, phase) => Math.Sin(2 * Math.PI * k * value + phase)).Sum())]);
        Watch watch = new(phases);
        learner.Fit(new TrainingSet(Table(x), labels), new FitContext(seed, cancel) { Observer = watch });
        return watch.Errors.Count > 0
            ? Of(Tried, watch.Steps, watch.Errors)
            : throw new InputException($"{learner.Id} has neither epochs nor rounds", "spectral bias", "use a network or boosting");
    }

    /// <param name="errors">e of each frequency, one array a step.</param>
    public static SpectralBias Of(IReadOnlyList<int> frequencies, IReadOnlyList<int> steps, IReadOnlyList<double[]> errors)
    {
        int?[] times = [.. frequencies.Select((_, k) => errors.Select((step, i) => step[k] < Learned ? steps[i] : (int?)null).FirstOrDefault(step => step is not null))];
        double[] filled = [.. times.Select(time => time ?? steps[^1] + 1.0)];
        (double K, double T)[] known = [.. frequencies.Zip(times).Where(pair => pair.Second is not null).Select(pair => (Math.Log(pair.First), Math.Log(pair.Second!.Value)))];
        double index = filled.Distinct().Count() > 1 ? Correlation.Spearman(frequencies.Select(k => (double)k), filled) : 0;
        return new SpectralBias(frequencies, times, index, known.Length > 1 ? Fit.Line([.. known.Select(pair => pair.K)], [.. known.Select(pair => pair.T)]).B : double.NaN);
    }

    private static FeatureTable Table(float[] x) => new(Modality.Tabular, [new NumericColumn("x", x)]);

    private sealed class Watch(double[] phases) : ITrainingObserver
    {
        private readonly FeatureTable grid = Table([.. Enumerable.Range(0, GridPoints).Select(i => (float)i / GridPoints)]);

        public List<int> Steps { get; } = [];

        public List<double[]> Errors { get; } = [];

        public void After(TrainingStep step)
        {
            if (step.Network > 0)
            {
                return;
            }

            if (step.Number == 1)
            {
                Steps.Clear();
                Errors.Clear();
            }

            double[] values = step.Model().Predict(grid).Values;
            Steps.Add(step.Number);
            Errors.Add([.. Tried.Select((k, i) => Error(values, k, phases[i]))]);
        }

        /// <summary>|c − c*| / |c*| of the coefficient of e^{2πikx}; c* = e^{iφ}/2i for a sine of amplitude 1.</summary>
        private static double Error(double[] values, int k, double phase)
        {
            System.Numerics.Complex sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                sum += values[i] * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * k * i / values.Length);
            }

            System.Numerics.Complex truth = System.Numerics.Complex.FromPolarCoordinates(0.5, phase - Math.PI / 2);
            return (sum / values.Length - truth).Magnitude / truth.Magnitude;
        }
    }
}
