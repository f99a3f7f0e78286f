using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Onnx.Graphs;
using MlCompare.Onnx.Texts;

namespace MlCompare.Onnx.Encodings;

/// <summary>A <see cref="FeatureEncoder"/> as a graph.</summary>
internal static class DenseEncoding
{
    /// <summary>The dense numbers, then the terms of texts (rows × width), single precision as the encoder gives them.</summary>
    /// <exception cref="InputException">A column is made numbers of in a way that ONNX has no operators for.</exception>
    public static Value WithTerms(OnnxGraph graph, FeatureEncoder encoder)
    {
        List<Value> parts = encoder.DenseWidth > 0 ? [Write(graph, encoder)] : [];
        if (Terms(graph, encoder) is { } terms)
        {
            parts.Add(terms);
        }

        return parts.Count > 0 ? graph.Beside([.. parts]) : throw OnnxGraph.NotExpressed("no column tells anything, so there is nothing to compute");
    }

    /// <summary>The terms of texts (rows × sparse width), single precision; null where there are none.</summary>
    public static Value? Terms(OnnxGraph graph, FeatureEncoder encoder)
    {
        if (encoder.Encoders.OfType<SpectrumEncoder>().FirstOrDefault() is { } spectrum)
        {
            throw OnnxGraph.NotExpressed($"column '{spectrum.Column}' is read by a hash of all its n-grams, which is not written as ONNX");
        }

        Value[] parts = [.. encoder.Encoders.OfType<TextEncoder>().Where(text => text.SparseWidth > 0)
            .Select(text => TermCounts.Write(graph, text.Column, text.Vectorizer))];
        return parts.Length == 0 ? null : graph.Beside(parts);
    }

    /// <summary>The dense numbers (rows × width), single precision as the encoder gives them.</summary>
    /// <exception cref="InputException">A column is made numbers of in a way that ONNX has no operators for.</exception>
    public static Value Write(OnnxGraph graph, FeatureEncoder encoder)
    {
        if (encoder.DenseWidth == 0)
        {
            throw OnnxGraph.NotExpressed("no column tells anything, so there is nothing to compute");
        }

        // Numbers together, each step once for all of them; what the parts hold is put in order at the end.
        NumericEncoder[] numbers = [.. encoder.Encoders.OfType<NumericEncoder>()];
        List<Value> parts = [];
        List<long> places = [];
        Dictionary<ColumnEncoder, int> starts = [];
        int width = 0;
        foreach (ColumnEncoder column in encoder.Encoders.Where(column => column is not NumericEncoder && column.DenseWidth > 0))
        {
            parts.Add(Part(graph, column));
            starts[column] = width;
            width += column.DenseWidth;
        }

        int[] scaled = [.. numbers.Select(column => column.Scaler is null ? -1 : width++)];
        int[] missing = [.. numbers.Select(column => column.Missing == 0 ? -1 : width++)];
        parts.AddRange(Numbers.Write(graph, numbers));
        for (int i = 0, number = 0; i < encoder.Encoders.Length; i++)
        {
            ColumnEncoder column = encoder.Encoders[i];
            if (column is NumericEncoder)
            {
                places.AddRange(((int[])[scaled[number], missing[number]]).Where(place => place >= 0).Select(place => (long)place));
                number++;
            }
            else
            {
                places.AddRange(Enumerable.Range(starts.GetValueOrDefault(column), column.DenseWidth).Select(place => (long)place));
            }
        }

        Value all = graph.Beside([.. parts]);
        return places.SequenceEqual(Enumerable.Range(0, width).Select(place => (long)place)) ? all : graph.Columns(all, [.. places]);
    }

    private static Value Part(OnnxGraph graph, ColumnEncoder column)
    {
        switch (column)
        {
            case CategoricalEncoder categories:
                string[] known = [.. categories.Known];
                CategoricalColumn rows = LevelTable.Rows(column.Column, known);
                float[] table = new float[rows.Count * column.DenseWidth];
                categories.Encode(rows, table, 0, column.DenseWidth);
                return LevelTable.Look(graph, column.Column, known, table);
            case ImageEncoder image:
                Value pixels = graph.Flat(graph.Input(column.Column));
                Value centred = graph.Multiply(graph.Subtract(pixels, graph.Floats(image.Centre, image.Centre.Length)), graph.Floats(image.Scale, image.Scale.Length));
                Value unusable = graph.Apply("Or", [graph.Apply("IsNaN", [centred]), graph.Apply("IsInf", [centred])]);
                return graph.Apply("Where", [unusable, graph.Floats([0], 1), centred]);
            case AudioEncoder sounds:
                return Audio(graph, sounds);
            case PatchEncoder patches:
                return new Patches(graph).Write(patches, graph.Input(column.Column));
            case SoundPatchEncoder patches:
                Sounds waves = new(graph, graph.Column(column.Column), patches.Mel.Window);
                Value picture = Sounds.Pooled(graph, waves, patches.Mel, SoundPatchEncoder.Times);
                return new Patches(graph).Write(patches.Pictures, graph.Apply("Unsqueeze", [picture, graph.Integers(3)]));
            case TextEncoder text:
                return graph.Multiply(TermCounts.IsEmpty(graph, text.Column, text.Vectorizer), graph.Floats([text.Missing], 1));
            default:
                throw new NotSupportedException($"Column '{column.Column}' is read by {column.GetType().Name}.");
        }
    }

    private static Value Audio(OnnxGraph graph, AudioEncoder encoder)
    {
        LogMel mel = encoder.Mel;
        Sounds sounds = new(graph, graph.Column(encoder.Column), mel.Window);
        Value pooled = Sounds.Pooled(graph, sounds, mel, encoder.Bins);
        Value scaled = graph.Multiply(graph.Subtract(pooled, graph.Floats(encoder.Centre, mel.Bands)), graph.Floats(encoder.Scale, mel.Bands));
        Value flat = graph.Flat(scaled);
        if (encoder.Duration is not { } duration)
        {
            return flat;
        }

        Value seconds = graph.Divide(graph.ToFloat(sounds.Lengths), graph.Floats([mel.SampleRate], 1));
        return graph.Beside(flat, Numbers.Scale(graph, seconds, [duration]));
    }
}
