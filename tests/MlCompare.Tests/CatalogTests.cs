using MlCompare.Measures;

namespace MlCompare.Tests;

public class CatalogTests
{
    [Fact]
    public void Items_come_in_ordinal_order_of_their_ids()
    {
        string[] ids = [.. Catalog.Scan<IMeasure>(typeof(IMeasure).Assembly).All.Select(measure => measure.Id)];
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Two_with_one_id_fail_at_start()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new Catalog<Named>([new Named("a"), new Named("a")]));
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_id_lists_those_that_exist()
    {
        InputException error = Assert.Throws<InputException>(() => new Catalog<Named>([new Named("b"), new Named("a")]).Get("c"));
        Assert.Equal("unknown id 'c'", error.What);
        Assert.Equal("use one of: a, b", error.Remedy);
    }

    private sealed record Named(string Id) : INamed;
}
