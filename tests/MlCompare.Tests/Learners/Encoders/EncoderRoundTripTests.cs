using MlCompare.Data;
using MlCompare.Learners.Encoders;
using MlCompare.Testing;

namespace MlCompare.Tests.Learners.Encoders;

public class EncoderRoundTripTests
{
    private static readonly FeatureTable[] Tables =
    [
        .. Problems.All().Select(problem => problem.Train.Features),
        new(Modality.Tabular,
        [
            new CategoricalColumn("size", [0, 1, 2, -1, 1, 0], ["s", "m", "l"], ordered: true),
            new TextColumn("first", ["a b", null, "b c", "c d", "a c", "d"]),
            new NumericColumn("x", [1, 2, float.NaN, 4, 5, 7]),
            new TextColumn("second", ["x y", "y", "", "x z", "z", "y z"]),
        ]),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Tables.Length)];

    private static string Written(DesignMatrix matrix) => string.Join('\n', Enumerable.Range(0, matrix.Count).Select(i => Row(matrix, i)));

    private static string Row(DesignMatrix matrix, int i) => string.Join(
        ' ', [.. matrix.DenseRow(i).ToArray(), -1, .. Sparse(matrix, i)]);

    private static IEnumerable<float> Sparse(DesignMatrix matrix, int i) => matrix.Sparse is null
        ? []
        : [.. matrix.Sparse.Columns(i).ToArray().Select(column => (float)column), .. matrix.Sparse.Values(i).ToArray()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Saved_and_loaded_encodes_the_same(int table)
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(Tables[table], new EncoderOptions());
        using MemoryStream stream = new();
        encoder.Save(new BinaryWriter(stream));
        stream.Position = 0;
        FeatureEncoder loaded = FeatureEncoder.Load(new BinaryReader(stream));
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal(Written(encoder.Transform(Tables[table])), Written(loaded.Transform(Tables[table])));
        Assert.Equal(encoder.Names.ToArray(), loaded.Names.ToArray());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_row_alone_encodes_as_among_others(int table)
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(Tables[table], new EncoderOptions());
        DesignMatrix together = encoder.Transform(Tables[table]);
        Assert.Equal(encoder.Width, together.Width);
        Assert.Equal(encoder.Width, encoder.Names.Length);
        Assert.DoesNotContain(together.Dense, value => !float.IsFinite(value));
        for (int i = 0; i < together.Count; i += 3)
        {
            Assert.Equal(Row(together, i), Row(encoder.Transform(Tables[table].Select([i])), 0));
        }
    }

    [Fact]
    public void Several_texts_stand_side_by_side_with_ascending_columns()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(Tables[^1], new EncoderOptions { CharacterFeatures = 0 });
        SparseRows sparse = encoder.Transform(Tables[^1]).Sparse!;
        Assert.Equal("second: z", encoder.Names[^1]);
        for (int i = 0; i < sparse.Count; i++)
        {
            Assert.Equal(sparse.Columns(i).ToArray().Order().Distinct(), sparse.Columns(i).ToArray());
        }
    }

    [Fact]
    public void Images_and_sounds_of_another_shape_are_refused_in_one_line()
    {
        FeatureEncoder images = FeatureEncoder.Fit(new(Modality.Image, [new ImageColumn("i", [[0, 1], [1, 0]], 1, 2, 1)]), new EncoderOptions());
        InputException shape = Assert.Throws<InputException>(
            () => images.Transform(new(Modality.Image, [new ImageColumn("i", [[0]], 1, 1, 1)])));
        Assert.Contains("1×1×1", shape.Message, StringComparison.Ordinal);
        FeatureEncoder sounds = FeatureEncoder.Fit(new(Modality.Audio, [new WaveformColumn("w", [[0], [1]], 8000)]), new EncoderOptions());
        Assert.Throws<InputException>(() => sounds.Transform(new(Modality.Audio, [new WaveformColumn("w", [[0]], 16000)])));
    }

    [Fact]
    public void A_column_of_another_kind_is_named()
    {
        FeatureEncoder encoder = FeatureEncoder.Fit(new(Modality.Tabular, [new NumericColumn("x", [1, 2])]), new EncoderOptions());
        InputException error = Assert.Throws<InputException>(
            () => encoder.Transform(new(Modality.Tabular, [new TextColumn("x", ["1"])])));
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }
}
