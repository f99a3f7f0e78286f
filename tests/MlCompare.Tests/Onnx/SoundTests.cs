using MlCompare.Data;
using MlCompare.Exports;
using MlCompare.Studies;
using MlCompare.Testing;

namespace MlCompare.Tests.Onnx;

/// <summary>Sounds of different lengths side by side, with numbers that are none among their samples.</summary>
public class SoundTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>Learner, and options that keep the fit short.</summary>
    public static TheoryData<string, string> All() => new()
    {
        { "constant", "{}" },
        { "linear", "{}" },
        { "boosting", """{"maxRounds":20}""" },
        { "random-forest", """{"trees":10}""" },
        { "xgboost", "{}" },
        { "libsvm", "{}" },
        { "mlp", """{"epochs":2}""" },
        { "audio-conv", """{"epochs":1,"filters":8}""" },
        { "wave-conv", """{"epochs":1,"filters":8}""" },
        { "gru", """{"epochs":1,"units":16}""" },
        { "echo-state", """{"units":64}""" },
        { "echo-state", """{"units":32,"leak":1}""" },
        { "kernel-ridge", """{"shape":"laplace"}""" },
        { "ntk", "{}" },
        { "conv-kernel", """{"filters":8}""" },
        { "feature-machine", "{}" },
    };

    [OnnxTheory]
    [MemberData(nameof(All))]
    public void Sounds_come_out_the_same(string learner, string options) => RoundTrip.Same(output, learner, options, Odd());

    /// <summary>The check compares each sound with itself, not with one that silence follows.</summary>
    [OnnxFact]
    public void A_length_that_counts_is_not_lost_among_longer_sounds()
    {
        (TrainingSet train, FeatureTable test, Labels labels) = Odd();
        FittedModel model = RoundTrip.Fit("linear", "{}", (train, test, labels));
        WaveformColumn waves = (WaveformColumn)test.Columns[0];
        int longest = waves.Samples.Max(wave => wave.Length);
        FeatureTable filled = new(Modality.Audio, [new WaveformColumn(
            waves.Name, [.. waves.Samples.Select(wave => (float[])[.. wave, .. new float[longest - wave.Length]])], waves.SampleRate)]);
        Assert.True(ExportCheck.Largest(model.Model.Predict(test).Values, model.Model.Predict(filled).Values, relative: false) > RoundTrip.Tolerance);
        Assert.True(RoundTrip.Difference(model, model, filled) <= RoundTrip.Tolerance);
    }

    private static (TrainingSet Train, FeatureTable Test, Labels TestLabels) Odd()
    {
        Problem problem = Problems.WithColumns(Problems.Sounds(), columns =>
        {
            WaveformColumn waves = (WaveformColumn)columns[0];
            // Shorter than a window, than a step from window to window, one sample; silence; a gap of samples that are no numbers; much longer than others.
            float[][] changed = [.. waves.Samples.Select((wave, row) => (row % 10) switch
            {
                0 => wave[..(150 + row % 100)],
                1 => wave[..(1 + row % 60)],
                2 => new float[700],
                3 => [.. wave[..400], float.NaN, float.PositiveInfinity, .. wave[400..]],
                4 => [.. wave, .. wave, .. wave, .. wave[..77]],
                5 => [.. wave.Select(sample => 1e-6f * sample)],
                _ => wave,
            })];
            return [new WaveformColumn(waves.Name, changed, waves.SampleRate)];
        });
        return (problem.Train, problem.Test, problem.TestLabels);
    }
}
