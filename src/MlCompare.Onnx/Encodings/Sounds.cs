using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Neural.Sounds;
using MlCompare.Onnx.Graphs;
using Onnx;

namespace MlCompare.Onnx.Encodings;

/// <summary>
/// A column of sounds as a graph: rows × samples, single precision. Sounds that are shorter than the longest one are filled up with NaN at their end, so
/// that each keeps its length.
/// </summary>
internal sealed class Sounds
{
    private readonly OnnxGraph graph;
    private readonly Value filled, sampleCount;

    /// <param name="spare">Samples past the end that can be read all the same; they are NaN.</param>
    public Sounds(OnnxGraph graph, Column column, int spare)
    {
        this.graph = graph;
        filled = graph.Apply("Pad", [graph.Input(column), graph.Integers(0, 0, 0, spare), graph.Floats([float.NaN])]);
        sampleCount = graph.Apply("Gather", [graph.Apply("Shape", [filled]), graph.Integers(1)]);
        Value there = graph.Cast(graph.Apply("Not", [graph.Apply("IsNaN", [filled])]), TensorProto.Types.DataType.Int64);
        Value places = graph.Add(graph.UpTo(sampleCount), graph.Integers(1));
        Lengths = graph.Apply("ReduceMax", [graph.Multiply(there, places)], OnnxAttribute.Of("axes", [1L]));
    }

    /// <summary>Samples of each sound (rows × 1, whole numbers).</summary>
    public Value Lengths { get; }

    /// <summary>See <see cref="LogMel.Pool"/> of <see cref="LogMel.Compute"/>: rows × bins × bands, single precision, to the last bit but for ties in rounding.</summary>
    /// <param name="sounds">With a window's samples to spare.</param>
    public static Value Pooled(OnnxGraph graph, Sounds sounds, LogMel mel, int bins)
    {
        Value energies = graph.ToDouble(sounds.Energies(mel));
        Value sums = graph.Apply("CumSum", [graph.Apply("Pad", [energies, graph.Integers(0, 1, 0, 0, 0, 0), graph.Number(0)]), graph.Whole(1)]);
        Value past = graph.Apply("Max", [graph.Subtract(sounds.Lengths, graph.Integers(mel.Window)), graph.Integers(0)]);
        Value frames = graph.Add(graph.Divide(past, graph.Integers(mel.Hop)), graph.Integers(1)), parts = graph.Integers(bins);
        Value from = graph.Divide(graph.Multiply(frames, graph.Integers([.. Enumerable.Range(0, bins).Select(bin => (long)bin)])), parts);
        Value end = graph.Divide(graph.Multiply(frames, graph.Integers([.. Enumerable.Range(1, bins).Select(bin => (long)bin)])), parts);
        Value to = graph.Apply("Max", [end, graph.Add(from, graph.Integers(1))]);
        Value count = graph.Apply("Unsqueeze", [graph.ToDouble(graph.Subtract(to, from)), graph.Integers(2)]);
        return graph.ToFloat(graph.Divide(graph.Subtract(At(to), At(from)), count));

        Value At(Value place) => graph.Apply("GatherND", [sums, graph.Apply("Unsqueeze", [place, graph.Integers(2)])], OnnxAttribute.Of("batch_dims", 1));
    }

    /// <summary>Sounds of root mean square 1, cut or filled up to one length: see <see cref="WaveRows"/>.</summary>
    /// <param name="sounds">With <paramref name="samples"/> to spare.</param>
    public static Value Standardised(OnnxGraph graph, Sounds sounds, int samples)
    {
        Value known = graph.ToDouble(sounds.Finite(sounds.filled));
        Value squares = graph.Apply("ReduceSum", [graph.Multiply(known, known), graph.Integers(1)]);
        Value count = graph.ToDouble(graph.Apply("Max", [sounds.Lengths, graph.Integers(1)]));
        Value size = graph.Apply("Max", [graph.Apply("Sqrt", [graph.Divide(squares, count)]), graph.Number(WaveRows.Silence)]);
        Value factor = graph.ToFloat(graph.Divide(graph.Number(1), size));
        Value read = graph.Apply("Slice", [sounds.filled, graph.Integers(0), graph.Integers(samples), graph.Integers(1)]);
        return sounds.Finite(graph.Multiply(read, factor));
    }

    /// <summary>Rows × frames × bands; frames that a shorter sound has not are silence.</summary>
    private Value Energies(LogMel mel)
    {
        // Row t reads the samples from t × hop on; the spectrum of each is one product with cosines and sines.
        Value frames = graph.Add(
            graph.Divide(graph.Subtract(sampleCount, graph.Integers(2L * mel.Window)), graph.Integers(mel.Hop)), graph.Integers(1));
        Value starts = graph.Multiply(graph.UpTo(graph.Apply("Max", [frames, graph.Integers(1)])), graph.Integers(mel.Hop));
        Value within = graph.Integers([.. Enumerable.Range(0, mel.Window).Select(i => (long)i)]);
        Value places = graph.Add(graph.Apply("Unsqueeze", [starts, graph.Integers(1)]), within);
        Value tapered = graph.Multiply(
            graph.Apply("Gather", [Finite(filled), places], OnnxAttribute.Of("axis", 1)), graph.Floats(mel.Taper, mel.Window));
        int bins = mel.Length / 2 + 1;
        double[] waves = new double[mel.Window * 2 * bins], filters = mel.FilterMatrix();
        for (int i = 0; i < mel.Window; i++)
        {
            for (int bin = 0; bin < bins; bin++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * ((long)i * bin % mel.Length) / mel.Length);
                (waves[i * 2 * bins + bin], waves[i * 2 * bins + bins + bin]) = (cosine, sine);
            }
        }

        Value spectrum = graph.MatrixProduct(graph.ToDouble(tapered), graph.Doubles(waves, mel.Window, 2 * bins));
        Value energies = graph.MatrixProduct(graph.Multiply(spectrum, spectrum), graph.Doubles([.. filters, .. filters], 2 * bins, mel.Bands));
        return graph.ToFloat(graph.Apply("Log", [graph.Add(energies, graph.Number(LogMel.Floor))]));
    }

    private Value Finite(Value numbers)
    {
        Value unusable = graph.Apply("Or", [graph.Apply("IsNaN", [numbers]), graph.Apply("IsInf", [numbers])]);
        return graph.Apply("Where", [unusable, graph.Floats([0], 1), numbers]);
    }
}
