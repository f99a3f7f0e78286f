using MlCompare.Data;

namespace MlCompare.Tests.Data;

public sealed class RepeatedRowsTests
{
    private static readonly System.Collections.Immutable.ImmutableArray<string> Classes = ["no", "yes"];

    [Fact]
    public void Keys_are_equal_where_all_cells_are_and_only_there()
    {
        Rng rng = new(5);
        const int Rows = 300;
        float[] values = [float.NaN, -0f, 0f, 1, 2];
        string?[] words = [null, "", "a", "ab"];
        float[] first = Drawn(values), second = Drawn(values);
        string?[] notes = Drawn(words);
        int[] codes = Drawn([-1, 0, 1]);
        T[] Drawn<T>(T[] from) => [.. Enumerable.Range(0, Rows).Select(_ => from[rng.NextInt(from.Length)])];
        ulong[] keys = RowKeys.Of(new FeatureTable(Modality.Tabular,
            [new NumericColumn("a", first), new NumericColumn("b", second), new TextColumn("c", notes), new CategoricalColumn("d", codes, ["x", "y"])]))!;
        int equal = 0;
        for (int i = 0; i < Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool same = first[i].Equals(first[j] + 0) && second[i].Equals(second[j] + 0) && notes[i] == notes[j] && codes[i] == codes[j];
                Assert.Equal(same, keys[i] == keys[j]);
                equal += same ? 1 : 0;
            }
        }

        Assert.InRange(equal, 50, Rows * Rows / 20);
    }

    [Fact]
    public void Images_and_sounds_have_keys_too()
    {
        ulong[] images = RowKeys.Of(new FeatureTable(Modality.Image, [new ImageColumn("i", [[1, 2], [2, 1], [1, 2]], 1, 2, 1)]))!;
        ulong[] sounds = RowKeys.Of(new FeatureTable(Modality.Audio, [new WaveformColumn("s", [[0.5f], [0.5f, 0], [0.5f]], 8000)]))!;
        foreach (ulong[] keys in new[] { images, sounds })
        {
            Assert.Equal(keys[0], keys[2]);
            Assert.NotEqual(keys[0], keys[1]);
        }
    }

    [Fact]
    public void Later_copies_count_and_those_with_another_target_apart()
    {
        float[] values = [.. Enumerable.Range(0, 97).Select(i => (float)i), 3, 3, 4];
        Dataset data = new("d", "D", Table(values), Labels.OfClasses([.. Enumerable.Range(0, 97).Select(_ => 0), 0, 1, 1], Classes), new Provenance("test"));
        Assert.Equal(new RepeatedRows(false, 100, 3, 1), RepeatedRows.In(data));
        Assert.StartsWith("3 of 100 rows repeat the inputs of an earlier one, 1 of them its target too. A random split", RepeatedRows.Remark(data), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_official_test_part_those_that_training_has()
    {
        float[] values = [1, 2, 3, 1, 9, 9];
        Dataset data = new("d", "D", Table(values), Labels.OfValues([1, 2, 3, 1, 9, 9]), new Provenance("test")) { OfficialTestRows = [0, 4, 5] };
        Assert.Equal(new RepeatedRows(true, 3, 1, 1), RepeatedRows.In(data));
        Assert.StartsWith("1 of 3 test rows have", RepeatedRows.Remark(data), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_are_not_worth_a_word()
    {
        float[] values = [.. Enumerable.Range(0, 999).Select(i => (float)i), 0];
        Dataset data = new("d", "D", Table(values), Labels.OfValues([.. values.Select(v => (double)v)]), new Provenance("test"));
        Assert.Equal(1, RepeatedRows.In(data)!.Rows);
        Assert.Null(RepeatedRows.Remark(data));
    }

    private static FeatureTable Table(float[] values) => new(Modality.Tabular, [new NumericColumn("x", values)]);
}
