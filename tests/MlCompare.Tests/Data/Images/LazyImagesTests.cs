using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Data.Rows;
using MlCompare.Fuzz;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Native.Isolation;
using MlCompare.Studies;
using MlCompare.Studies.Isolation;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Data.Images;

/// <summary>A folder of images is read as names, shapes, labels and hashes; pixels come when somebody wants them, and make no other results.</summary>
public sealed class LazyImagesTests
{
    private const int Count = 60, Side = 8;

    private static readonly Plugins Plugins = new(
        Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), CoinStudy.StandardPlugins.Measures);

    private static readonly Study Study = new()
    {
        Name = "pictures",
        Datasets = ["pictures"],
        Learners =
        [
            new LearnerPlan("conv", new JsonObject { ["epochs"] = 2, ["filters"] = 4 }), new LearnerPlan("boosting", new JsonObject { ["maxRounds"] = 5 }),
            new LearnerPlan("linear"), new LearnerPlan("kernel-ridge"), new LearnerPlan("conv-kernel"),
        ],
        Sizes = [20, 0],
        Noise = [0, 0.2],
        NoiseRows = 20,
        Structure = [new StructurePlan("shuffled-patches", [1]), new StructurePlan("low-pass", [0.1])],
        StructureRows = 20,
        Replicates = 1,
    };

    [Fact]
    public void A_study_of_a_folder_is_that_of_the_same_pixels_in_memory()
    {
        using TempFolder folder = Pictures("lazy-study"), here = new("lazy-here"), there = new("lazy-there"), isolated = new("lazy-isolated"), twin = new("lazy-twin");
        string path = Path.Combine(folder.Path, "pictures");
        Dataset lazy = DatasetReader.Read(path), whole = Whole(lazy, pixels => pixels);
        Assert.True(Pixels(lazy.Features).OnDemand);
        Assert.False(Pixels(whole.Features).OnDemand);
        Assert.Equal(whole.ContentHash, lazy.ContentHash);
        string expected = Run(whole, there.Path);
        Assert.Equal(expected, Run(lazy, here.Path));
        Assert.Equal(expected, Run(lazy, isolated.Path, new WorkerTrials(all: true)));
        Assert.DoesNotContain("\"failed\"", expected, StringComparison.Ordinal);

        // One pixel in one image is seen, both in the hash and in what learners say.
        Dataset other = Whole(lazy, pixels => [1 - pixels[0], .. pixels[1..]]);
        Assert.NotEqual(whole.ContentHash, other.ContentHash);
        Assert.NotEqual(expected, Run(other, twin.Path));
    }

    [Fact]
    public void Reading_looks_at_headers_only_and_the_hash_finds_what_is_damaged()
    {
        using TempFolder folder = Pictures("lazy-damage");
        string path = Path.Combine(folder.Path, "pictures", "dark", "07.png");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^20] ^= 1;
        File.WriteAllBytes(path, bytes);
        Dataset data = DatasetReader.Read(Path.Combine(folder.Path, "pictures"));
        Assert.Equal(Count, data.Count);
        Assert.Equal(
            $"{path}: this PNG file is damaged: the checksum of its chunk IDAT is wrong; copy or save the image again",
            Assert.Throws<InputException>(() => data.ContentHash).Message);
    }

    [Fact]
    public void Images_that_went_or_changed_are_one_line_in_the_rows_that_need_them()
    {
        using TempFolder folder = Pictures("lazy-change"), results = new("lazy-change-out");
        const string Remedy = "put it back as it was, or read the folder again for a study of its own (--new)";
        string gone = Path.Combine(folder.Path, "pictures", "dark", "03.png"), changed = Path.Combine(folder.Path, "pictures", "light", "04.png");
        Dataset data = DatasetReader.Read(Path.Combine(folder.Path, "pictures"));
        File.Delete(gone);
        File.Copy(Path.Combine(folder.Path, "pictures", "light", "05.png"), changed, overwrite: true);
        ValueRows rows = Pixels(data.Features);
        Assert.Equal($"{gone}: the image was there when the folder was read, and is gone; {Remedy}", Assert.Throws<InputException>(() => rows[3]).Message);
        Assert.Equal($"{changed}: the image is another than when the folder was read; {Remedy}", Assert.Throws<InputException>(() => rows[Count / 2 + 4]).Message);
        Assert.Equal(Side * Side, rows[5].Length);

        // As it is when it happens after the study took its hash.
        ValueRows between = new OnDemandRows(new BlackAtFirst(rows), [.. Enumerable.Range(0, Count)], new RowCache(0));
        Run(new Dataset(data.Id, data.Title, new FeatureTable(Modality.Image, [new ImageColumn("image", between, Side, Side, 1)]), data.Labels, data.Provenance), results.Path);
        TrialRow[] all = [.. ResultStore.Read(results.Path).Rows];
        Assert.Contains(all, row => row.Outcome == Outcome.Failed);
        Assert.All(all.Where(row => row.Outcome == Outcome.Failed), row => Assert.StartsWith(folder.Path, row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_rows_of_a_trial_are_decoded()
    {
        CountingSource source = new();
        ValueRows all = new OnDemandRows(source, [.. Enumerable.Range(0, 100)], new RowCache(1 << 20));
        FeatureTable rows = new FeatureTable(Modality.Image, [new ImageColumn("image", all, Side, Side, 1)]).Select([7, 90, 12, 7]);
        Labels labels = Labels.OfClasses([0, 1, 0, 1], ["a", "b"]);
        Plugins.Learners.Get("linear").Fit(new TrainingSet(rows, labels), new FitContext(1)).Predict(rows.Head(2));
        Assert.Equal([7, 12, 90], source.Made.Order());
    }

    [Theory]
    [InlineData(50 * Side * Side, 50)]
    [InlineData(1000 * Side * Side, 100)]
    [InlineData(Side, 0)]
    public void Decoded_images_stay_below_the_ceiling(long ceiling, int kept)
    {
        RowCache cache = new(ceiling);
        CountingSource source = new();
        ValueRows rows = new OnDemandRows(source, [.. Enumerable.Range(0, 100)], cache);
        foreach (int row in Enumerable.Range(0, 300))
        {
            Assert.Equal(source.Make(row % 100).Values(), rows[row % 100]);
            Assert.True(cache.Bytes <= ceiling, $"{cache.Bytes} of {ceiling}");
        }

        Assert.Equal(kept * Side * Side, cache.Bytes);
        Assert.Equal(kept == 100 ? 100 : cache.Made, cache.Made);
        // Of three passes the last two find nothing, about 37 of the 50 each, or all.
        Assert.InRange(cache.Made, kept == 0 ? 300 : kept == 100 ? 100 : 200, kept == 0 ? 300 : kept == 100 ? 100 : 240);
    }

    [Fact]
    public void Another_process_gets_names_not_pixels()
    {
        using TempFolder folder = Pictures("lazy-transfer");
        Dataset data = DatasetReader.Read(Path.Combine(folder.Path, "pictures"));
        Labels few = data.Labels.Head(3);
        Block block = new(new TrainingSet(data.Features.Select([5, 1, 40]), few), few, data.Features.Head(2), data.Labels.Head(2), null, null);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        BlockTransfer.Write(writer, block, null);
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Block read = BlockTransfer.Read(reader, null);
        Assert.True(Pixels(read.Train.Features).OnDemand);
        Assert.Equal(Pixels(block.Train.Features), Pixels(read.Train.Features));
        Assert.Equal(Pixels(block.TestFeatures), Pixels(read.TestFeatures));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void What_is_packed_comes_back_bit_by_bit()
    {
        float[] levels = [.. Enumerable.Range(0, 256).Select(level => level / 255f)];
        Assert.Equal(256, PackedValues.Of(levels).Bytes);
        float[][] others = [[0, -0.0f], [0.3f], [float.NaN], [2], [-2], [300 / 65535f], [float.PositiveInfinity]];
        foreach (float[] values in others.Append(levels))
        {
            PackedValues packed = PackedValues.Of(values);
            Assert.Equal(values == levels ? 256 : 4 * values.Length, packed.Bytes);
            Assert.Equal(Bits(values), Bits(packed.Values()));
            Assert.Equal(Bits(values), Bits([.. Enumerable.Range(0, packed.Length).Select(i => packed[i])]));
        }

        static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
    }

    private static ValueRows Pixels(FeatureTable features) => ((ImageColumn)features.Columns[0]).Pixels;

    private static Dataset Whole(Dataset data, Func<float[], float[]> first)
    {
        ImageColumn image = (ImageColumn)data.Features.Columns[0];
        ImageColumn decoded = new(image.Name, (float[][])[.. image.Pixels.Select((pixels, row) => row == 0 ? first(pixels) : pixels)], image.Height, image.Width, image.Channels);
        return new Dataset(data.Id, data.Title, new FeatureTable(data.Modality, [decoded]), data.Labels, data.Provenance);
    }

    private static string Run(Dataset data, string folder, ITrialHost? host = null)
    {
        new StudyRunner(Study, [new LoadedSource(data)], Plugins) { Host = host }.Run(folder, 2, new NoProgress(), default);
        return CoinStudy.WithoutTimes(File.ReadAllText(Path.Combine(folder, ResultStore.ResultsName)));
    }

    /// <summary>Class folders of grey images with grain, one class darker.</summary>
    private static TempFolder Pictures(string name)
    {
        TempFolder folder = new(name);
        for (int i = 0; i < Count; i++)
        {
            Rng rng = new(Seeds.From(1, "pictures", i));
            bool dark = i < Count / 2;
            folder.Write($"pictures/{(dark ? "dark" : "light")}/{i % (Count / 2):00}.png", new PngFile(Side, Side, 8, 0).Encode((_, _, _) => (dark ? 0 : 60) + rng.NextInt(190)));
        }

        return folder;
    }

    /// <summary>Black as long as the hash is taken, which goes over all rows once before any trial, and what they are from there on.</summary>
    private sealed class BlackAtFirst(ValueRows rows) : RowSource
    {
        private int seen;

        public override PackedValues Make(int item) => Interlocked.Increment(ref seen) <= Count ? PackedValues.AsIs(new float[Side * Side]) : rows.Packed(item);

        public override int Length(int item) => rows.LengthOf(item);
    }

    private sealed class CountingSource : RowSource
    {
        public HashSet<int> Made { get; } = [];

        public override int Length(int item) => Side * Side;

        public override PackedValues Make(int item)
        {
            Made.Add(item);
            return PackedValues.Of([.. Enumerable.Range(0, Side * Side).Select(i => (item + i) % 256 / 255f)]);
        }
    }
}
