using System.Runtime.InteropServices;

namespace MlCompare.Learners.Neural.Texts;

/// <summary>
/// Learns which pairs of neighbouring tokens to merge. Counts are kept up to date from merge to merge: only words that hold the pair are
/// looked at.
/// </summary>
/// <param name="words">Token ids of each different word, which are changed, and how often it occurs.</param>
/// <param name="next">Id of the first merged pair.</param>
internal sealed class PairMerging(IReadOnlyList<(List<int> Ids, int Count)> words, int next)
{
    private readonly Dictionary<(int, int), long> counts = [];
    private readonly Dictionary<(int, int), List<int>> places = [];

    // The most frequent pair first, of equals the one with the lower ids; entries whose count has changed since are skipped.
    private readonly PriorityQueue<(int Left, int Right), (long, int, int)> queue = new();

    /// <summary>Left and right id of up to <paramref name="most"/> pairs that occur at least <paramref name="fewest"/> times.</summary>
    public IReadOnlyList<int> Run(int most, int fewest, CancellationToken cancel)
    {
        for (int word = 0; word < words.Count; word++)
        {
            Count(word, 1);
        }

        foreach ((int Left, int Right) pair in counts.Keys)
        {
            Enqueue(pair);
        }

        List<int> merges = [];
        while (merges.Count < 2 * most && queue.TryDequeue(out (int Left, int Right) pair, out (long Count, int, int) rank) && -rank.Count >= fewest)
        {
            cancel.ThrowIfCancellationRequested();
            if (counts[pair] == -rank.Count)
            {
                merges.AddRange([pair.Left, pair.Right]);
                Merge(pair, next++);
            }
        }

        return merges;
    }

    /// <summary>Puts the id in place of each occurrence of the pair, from the left.</summary>
    public static bool Replace(List<int> ids, int left, int right, int id)
    {
        int kept = 0;
        for (int i = 0; i < ids.Count; i++)
        {
            bool here = i + 1 < ids.Count && ids[i] == left && ids[i + 1] == right;
            ids[kept++] = here ? id : ids[i];
            i += here ? 1 : 0;
        }

        bool changed = kept < ids.Count;
        CollectionsMarshal.SetCount(ids, kept);
        return changed;
    }

    private void Merge((int Left, int Right) pair, int id)
    {
        HashSet<(int, int)> changed = [];
        foreach (int word in places[pair].Distinct().ToArray())
        {
            List<int> ids = words[word].Ids;
            if (!Holds(ids, pair))
            {
                continue;
            }

            changed.UnionWith(Count(word, -1));
            Replace(ids, pair.Left, pair.Right, id);
            changed.UnionWith(Count(word, 1));
        }

        changed.Remove(pair);
        foreach ((int, int) other in changed)
        {
            Enqueue(other);
        }
    }

    /// <summary>Adds the word's pairs, or with −1 takes them off; gives them.</summary>
    private List<(int, int)> Count(int word, int sign)
    {
        (List<int> ids, int count) = words[word];
        List<(int, int)> pairs = [];
        for (int i = 0; i + 1 < ids.Count; i++)
        {
            (int, int) pair = (ids[i], ids[i + 1]);
            pairs.Add(pair);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, pair, out _) += sign * count;
            if (sign > 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(places, pair, out _) ??= []).Add(word);
            }
        }

        return pairs;
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (counts[pair] > 0)
        {
            queue.Enqueue(pair, (-counts[pair], pair.Left, pair.Right));
        }
    }

    private static bool Holds(List<int> ids, (int Left, int Right) pair)
    {
        for (int i = 0; i + 1 < ids.Count; i++)
        {
            if (ids[i] == pair.Left && ids[i + 1] == pair.Right)
            {
                return true;
            }
        }

        return false;
    }
}
