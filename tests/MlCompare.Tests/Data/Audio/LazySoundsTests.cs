using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Native.Isolation;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data.Audio;

/// <summary>A folder of sounds is read as names, lengths, rate, labels and hashes; samples come when somebody wants them, and make no other results.</summary>
public sealed class LazySoundsTests
{
    private const int Count = 40, Rate = 4000, Shortest = 400;

    private static readonly Plugins Plugins = new(
        Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), CoinStudy.StandardPlugins.Measures);

    private static readonly Study Study = new()
    {
        Name = "sounds",
        Datasets = ["sounds"],
        Learners =
        [
            new LearnerPlan("wave-conv", new JsonObject { ["epochs"] = 1, ["filters"] = 4 }), new LearnerPlan("boosting", new JsonObject { ["maxRounds"] = 5 }),
            new LearnerPlan("linear"), new LearnerPlan("audio-conv", new JsonObject { ["epochs"] = 1, ["filters"] = 4 }),
        ],
        Sizes = [20],
        Noise = [0, 0.2],
        NoiseRows = 20,
        Structure = [new StructurePlan("reversed-sounds", [1]), new StructurePlan("shuffled-segments", [1])],
        StructureRows = 20,
        Replicates = 1,
    };

    [Fact]
    public void A_study_of_a_folder_is_that_of_the_same_samples_in_memory()
    {
        using TempFolder folder = Sounds("lazy-sounds-study"), here = new("lazy-sounds-here"), there = new("lazy-sounds-there"), isolated = new("lazy-sounds-isolated"), twin = new("lazy-sounds-twin");
        Dataset lazy = DatasetReader.Read(Path.Combine(folder.Path, "sounds")), whole = Whole(lazy, samples => samples);
        Assert.True(Samples(lazy.Features).OnDemand);
        Assert.False(Samples(whole.Features).OnDemand);
        Assert.Equal(whole.ContentHash, lazy.ContentHash);
        string expected = Run(whole, there.Path);
        Assert.Equal(expected, Run(lazy, here.Path));
        Assert.Equal(expected, Run(lazy, isolated.Path, new WorkerTrials(all: true)));
        Assert.DoesNotContain("\"failed\"", expected, StringComparison.Ordinal);

        // One sound played backwards is seen, both in the hash and in what learners say.
        Dataset other = Whole(lazy, samples => [.. samples.Reverse()]);
        Assert.NotEqual(whole.ContentHash, other.ContentHash);
        Assert.NotEqual(expected, Run(other, twin.Path));
    }

    [Fact]
    public void Lengths_and_order_are_known_without_a_sample_and_damage_is_found_at_once()
    {
        using TempFolder folder = Sounds("lazy-sounds-lengths");
        Dataset data = DatasetReader.Read(Path.Combine(folder.Path, "sounds"));
        string path = Path.Combine(folder.Path, "sounds", "high", "07.wav");
        byte[] bytes = File.ReadAllBytes(path);
        Directory.Delete(Path.Combine(folder.Path, "sounds"), recursive: true);
        ValueRows samples = Samples(data.Features.Select([3, 27, 3]));
        Assert.Equal([Shortest + 3, Shortest + 27, Shortest + 3], Enumerable.Range(0, 3).Select(samples.LengthOf));

        folder.Write("sounds/high/07.wav", bytes.AsSpan(0, 100));
        Assert.Equal(
            $"{path}: a chunk of {2 * (Shortest + 7)} bytes is announced, but 46 follow; the file is cut short: copy it again",
            Assert.Throws<InputException>(() => DatasetReader.Read(Path.Combine(folder.Path, "sounds"))).Message);
    }

    [Fact]
    public void Sounds_that_went_or_changed_are_one_line()
    {
        using TempFolder folder = Sounds("lazy-sounds-change");
        const string Remedy = "put it back as it was, or read the folder again for a study of its own (--new)";
        string gone = Path.Combine(folder.Path, "sounds", "high", "03.wav"), changed = Path.Combine(folder.Path, "sounds", "low", "24.wav");
        ValueRows rows = Samples(DatasetReader.Read(Path.Combine(folder.Path, "sounds")).Features);
        File.Delete(gone);
        File.Copy(Path.Combine(folder.Path, "sounds", "low", "25.wav"), changed, overwrite: true);
        Assert.Equal($"{gone}: the sound was there when the folder was read, and is gone; {Remedy}", Assert.Throws<InputException>(() => rows[3]).Message);
        Assert.Equal($"{changed}: the sound is another than when the folder was read; {Remedy}", Assert.Throws<InputException>(() => rows[24]).Message);
        Assert.Equal(Shortest + 5, rows[5].Length);
    }

    [Fact]
    public void Another_process_gets_names_not_samples()
    {
        using TempFolder folder = Sounds("lazy-sounds-transfer");
        Dataset data = DatasetReader.Read(Path.Combine(folder.Path, "sounds"));
        Labels few = data.Labels.Head(3);
        Block block = new(new TrainingSet(data.Features.Select([5, 1, 30]), few), few, data.Features.Head(2), data.Labels.Head(2), null, null);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        BlockTransfer.Write(writer, block, null);
        Assert.InRange(stream.Length, 1, 5 * Shortest);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Block read = BlockTransfer.Read(reader, null);
        Assert.True(Samples(read.Train.Features).OnDemand);
        Assert.Equal(Samples(block.Train.Features), Samples(read.Train.Features));
        Assert.Equal(Samples(block.TestFeatures), Samples(read.TestFeatures));
        Assert.Equal(Rate, ((WaveformColumn)read.Train.Features.Columns[0]).SampleRate);
        Assert.Equal(stream.Length, stream.Position);
    }

    /// <summary>The lengths differ: a room that one sound leaves does not fit the next one.</summary>
    [Fact]
    public void Decoded_sounds_stay_below_the_ceiling_and_come_back_as_they_were()
    {
        const long Ceiling = 120 * 2 * Shortest;
        RowCache cache = new(Ceiling);
        Growing source = new();
        ValueRows rows = new OnDemandRows(source, [.. Enumerable.Range(0, 100)], cache);
        foreach (int row in Enumerable.Range(0, 400))
        {
            Assert.Equal(source.Make(row * 37 % 100).Values(), rows[row * 37 % 100]);
            Assert.True(cache.Bytes <= Ceiling, $"{cache.Bytes} of {Ceiling}");
        }

        Assert.True(cache.Bytes > Ceiling / 2, $"{cache.Bytes} of {Ceiling}");
        Assert.InRange(cache.Made, 100, 399);
    }

    [Fact]
    public void Sixteen_bits_are_kept_as_such_and_come_back_bit_by_bit()
    {
        float[] steps = [.. Enumerable.Range(short.MinValue, 65536).Select(step => step / 32768f)];
        PackedValues packed = PackedValues.Of(steps);
        Assert.Equal(2 * 65536, packed.Bytes);
        byte[] room = new byte[packed.Bytes];
        packed.CopyTo(room);
        float[]? buffer = null;
        foreach (float[] back in (float[][])[packed.Values(), packed.ValuesIn(ref buffer).ToArray(), [.. Enumerable.Range(0, packed.Length).Select(i => packed[i])], PackedValues.From(room, packed.Kept).Values()])
        {
            Assert.Equal(Array.ConvertAll(steps, BitConverter.SingleToInt32Bits), Array.ConvertAll(back, BitConverter.SingleToInt32Bits));
        }

        foreach (float odd in (float[])[1, -0f, 0.5f / 32768, float.NaN, -1.5f])
        {
            PackedValues other = PackedValues.Of([.. steps, odd]);
            Assert.Equal(PackedValues.Form.AsIs, other.Kept);
            Assert.Equal(BitConverter.SingleToInt32Bits(odd), BitConverter.SingleToInt32Bits(other.Values()[^1]));
        }
    }

    private static ValueRows Samples(FeatureTable features) => ((WaveformColumn)features.Columns[0]).Samples;

    private static Dataset Whole(Dataset data, Func<float[], float[]> first)
    {
        WaveformColumn wave = (WaveformColumn)data.Features.Columns[0];
        WaveformColumn decoded = new(wave.Name, (float[][])[.. wave.Samples.Select((samples, row) => row == 0 ? first(samples) : samples)], wave.SampleRate);
        return new Dataset(data.Id, data.Title, new FeatureTable(data.Modality, [decoded]), data.Labels, data.Provenance);
    }

    private static string Run(Dataset data, string folder, ITrialHost? host = null)
    {
        new StudyRunner(Study, [new LoadedSource(data)], Plugins) { Host = host }.Run(folder, 2, new NoProgress(), default);
        return CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(folder, ResultStore.ResultsName)));
    }

    /// <summary>Class folders of tones with noise, each longer than the one before by a sample.</summary>
    private static TempFolder Sounds(string name)
    {
        TempFolder folder = new(name);
        for (int i = 0; i < Count; i++)
        {
            Rng rng = new(Seeds.From(1, "tones", i));
            bool high = i < Count / 2;
            byte[] data = new byte[2 * (Shortest + i)];
            for (int t = 0; t < data.Length / 2; t++)
            {
                short sample = (short)(12_000 * Math.Sin(t * (high ? 0.9 : 0.3) + i) + 3_000 * (2 * rng.NextDouble() - 1));
                BitConverter.TryWriteBytes(data.AsSpan(2 * t), sample);
            }

            folder.Write($"sounds/{(high ? "high" : "low")}/{i:00}.wav", WaveReaderTests.Wav(1, 16, 1, Rate, data));
        }

        return folder;
    }

    private sealed class Growing : RowSource
    {
        public override PackedValues Make(int item) => PackedValues.Of([.. Enumerable.Range(0, Length(item)).Select(i => (i + 300 * item) % 32768 / 32768f)]);

        public override int Length(int item) => Shortest + 10 * item;
    }
}
