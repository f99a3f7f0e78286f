using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MlCompare.Learners.Encoders;

/// <summary>
/// TF-IDF of one kind of n-gram: (1 + ln count) × (ln((1 + texts) / (1 + texts with the term)) + 1), each row of Euclidean length 1.
/// </summary>
internal sealed class TermWeights
{
    private readonly Action<string, NGramVisitor> cut;
    private readonly Dictionary<string, int> columnOf;
    private readonly float[] inverseFrequency;

    private TermWeights(Action<string, NGramVisitor> cut, ImmutableArray<string> terms, float[] inverseFrequency)
    {
        this.cut = cut;
        this.inverseFrequency = inverseFrequency;
        Terms = terms;
        columnOf = new Dictionary<string, int>(terms.Length, StringComparer.Ordinal);
        for (int column = 0; column < terms.Length; column++)
        {
            columnOf.Add(terms[column], column);
        }
    }

    /// <summary>The terms in ordinal order; term j is column j.</summary>
    public ImmutableArray<string> Terms { get; }

    /// <summary>ln((1 + texts) / (1 + texts with the term)) + 1 of each term.</summary>
    public ReadOnlySpan<float> InverseFrequency => inverseFrequency;

    /// <summary>Keeps the <paramref name="most"/> terms that occur in most texts; ties go by ordinal order.</summary>
    public static TermWeights Fit(
        IReadOnlyList<string?> texts, Action<string, NGramVisitor> cut, int most, int minDocuments, CancellationToken cancel)
    {
        Dictionary<string, (int Documents, int LastSeen)> seen = new(StringComparer.Ordinal);
        var lookup = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = 0; i < texts.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            int mark = i + 1;
            cut(texts[i] ?? "", gram =>
            {
                ref (int Documents, int LastSeen) entry = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, gram, out _);
                if (entry.LastSeen != mark)
                {
                    entry = (entry.Documents + 1, mark);
                }
            });
        }

        (string Term, int Documents)[] kept = [.. seen.Where(pair => pair.Value.Documents >= minDocuments).Select(pair => (pair.Key, pair.Value.Documents))];
        if (kept.Length > most)
        {
            Array.Sort(kept, (a, b) => a.Documents != b.Documents ? b.Documents.CompareTo(a.Documents) : string.CompareOrdinal(a.Term, b.Term));
            kept = kept[..most];
        }

        cancel.ThrowIfCancellationRequested();
        Array.Sort(kept, (a, b) => string.CompareOrdinal(a.Term, b.Term));
        return new TermWeights(
            cut, [.. kept.Select(pair => pair.Term)], [.. kept.Select(pair => (float)(Math.Log((1.0 + texts.Count) / (1 + pair.Documents)) + 1))]);
    }

    /// <summary>Appends the entries of one text, columns ascending from <paramref name="offset"/> on.</summary>
    public void Append(string? text, int offset, List<int> columns, List<float> values)
    {
        var lookup = columnOf.GetAlternateLookup<ReadOnlySpan<char>>();
        List<int> hits = [];
        cut(text ?? "", gram =>
        {
            if (lookup.TryGetValue(gram, out int column))
            {
                hits.Add(column);
            }
        });
        hits.Sort();
        int first = values.Count;
        double squares = 0;
        for (int i = 0; i < hits.Count;)
        {
            int column = hits[i], start = i;
            while (i < hits.Count && hits[i] == column)
            {
                i++;
            }

            double weight = (1 + Math.Log(i - start)) * inverseFrequency[column];
            squares += weight * weight;
            columns.Add(offset + column);
            values.Add((float)weight);
        }

        float scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        foreach (ref float value in CollectionsMarshal.AsSpan(values)[first..])
        {
            value *= scale;
        }
    }

    public void Save(BinaryWriter writer)
    {
        LevelSlots.SaveNames(writer, Terms);
        foreach (float weight in inverseFrequency)
        {
            writer.Write(weight);
        }
    }

    public static TermWeights Load(BinaryReader reader, Action<string, NGramVisitor> cut)
    {
        ImmutableArray<string> terms = LevelSlots.LoadNames(reader);
        float[] weights = new float[terms.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = reader.ReadSingle();
        }

        return new TermWeights(cut, terms, weights);
    }
}
