using MlCompare.Fuzz;
using MlCompare.Tests.Support;

namespace MlCompare.Tests.Fuzz;

public class HostileFileTests
{
    private const int Runs = 200;

    /// <summary>A part of what tools/fuzz does: seeds that its long run does not use.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Mutated_files_are_read_or_refused_in_one_line()
    {
        using TempFolder folder = new("hostile");
        Reader reader = new();
        List<string> found = [];
        foreach (Target target in Target.All(folder.Path))
        {
            for (int run = 0; run < Runs; run++)
            {
                Rng rng = new(Seeds.From(2, target.Id, run));
                byte[] bytes = Mutation.Of(target.Seeds[rng.NextInt(target.Seeds.Count)], target.Seeds[rng.NextInt(target.Seeds.Count)], rng);
                if (reader.Try(target, target.Seal?.Invoke(bytes) ?? bytes, folder.Path, out _) is string what)
                {
                    found.Add($"{target.Id} run {run}: {what}");
                }
            }
        }

        Assert.Empty(found);
    }

    [Fact]
    public void The_reader_sees_what_it_looks_for()
    {
        Reader reader = new();
        Target Of(Action read) => new("broken", [[1]], (_, _) => read());
        Assert.Equal("InvalidOperationException in HostileFileTests.Throw", reader.Try(Of(Throw), [1], "", out _));
        Assert.Equal("more than 64 MiB of memory", reader.Try(Of(() => GC.KeepAlive(new byte[100 << 20])), [1], "", out _));
        Assert.Null(reader.Try(Of(() => throw new InputException("a", "b", "c")), [1], "", out bool read));
        Assert.False(read);
        Assert.Null(reader.Try(Of(() => { }), [1], "", out read));
        Assert.True(read);
    }

    private static void Throw() => throw new InvalidOperationException("oops");
}
