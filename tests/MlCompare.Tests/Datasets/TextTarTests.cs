using System.Text.RegularExpressions;
using MlCompare.Data;
using MlCompare.Data.Files;
using MlCompare.Data.Texts;
using MlCompare.Datasets;
using static MlCompare.Tests.Datasets.Packing;

namespace MlCompare.Tests.Datasets;

/// <summary>The official form of IMDb and 20 newsgroups: a tar with one file a text.</summary>
public sealed class TextTarTests
{
    private static readonly byte[] Reviews = TarGzip(
        ("aclImdb/train/pos/1_9.txt", Bytes("good")), ("aclImdb/test/neg/0_2.txt", Bytes("bad")),
        ("aclImdb/train/unsup/2_0.txt", Bytes("?")), ("aclImdb/README", Bytes("about")));

    [Fact]
    public void The_patterns_of_the_manifest_find_class_and_split()
    {
        ManifestFormat format = ManifestJson.Embedded.Get("imdb").OfficialFormat!;
        LabelledColumn rows = TextTar.Read(InputFile.Of("imdb.tar.gz", Reviews), new Regex(format.LabelPattern!), new Regex(format.TestPattern!));
        Assert.Equal("bad good", string.Join(" ", Assert.IsType<TextColumn>(rows.Column).Values));
        Assert.Equal(["neg", "pos"], rows.ClassOfRow);
        Assert.Equal([0], rows.TestRows);
    }

    [Fact]
    public void The_patterns_of_20_newsgroups_do_too()
    {
        ManifestFormat format = ManifestJson.Embedded.Get("20newsgroups").OfficialFormat!;
        Assert.Equal("comp.os.ms-windows.misc", new Regex(format.LabelPattern!).Match("20news-bydate-train/comp.os.ms-windows.misc/9141").Groups["label"].Value);
        Assert.Matches(format.TestPattern!, "20news-bydate-test/sci.med/58103");
        Assert.DoesNotMatch(format.TestPattern!, "20news-bydate-train/sci.med/58103");
    }

    [Fact]
    public void A_tar_without_matching_members_and_a_cut_one_are_refused()
    {
        Assert.Throws<InputException>(() => TextTar.Read(InputFile.Of("x", Reviews), new Regex("^nothing")));
        Assert.Throws<InputException>(() => TextTar.Read(InputFile.Of("x", Reviews[..^9]), new Regex("(?<label>pos|neg)")));
    }
}
