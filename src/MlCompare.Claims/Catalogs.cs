namespace MlCompare.Claims;

/// <summary>The claims, instruments and data sets that ship with the ledger.</summary>
public static class Catalogs
{
    /// <summary>In the order of their numbers.</summary>
    public static IReadOnlyList<IClaim> Claims { get; } = [.. Catalog.Scan<IClaim>(typeof(Catalogs).Assembly).All.OrderBy(claim => Number(claim.Id))];

    public static Catalog<IInstrument> Instruments { get; } = Catalog.Scan<IInstrument>(typeof(FitInstrument).Assembly, typeof(Catalogs).Assembly);

    public static ILedgerData Data { get; } = new EmbeddedData(typeof(Catalogs).Assembly);

    /// <summary>The claims with these ids; all when there are none.</summary>
    /// <param name="ids">Such as "a4" or "4".</param>
    /// <exception cref="InputException">There is no such claim.</exception>
    public static IReadOnlyList<IClaim> Choose(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            return Claims;
        }

        HashSet<string> wanted = [.. ids.SelectMany(id => id.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(Full)];
        string? unknown = wanted.FirstOrDefault(id => Claims.All(claim => claim.Id != id));
        return unknown is null
            ? [.. Claims.Where(claim => wanted.Contains(claim.Id))]
            : throw new InputException($"there is no claim '{unknown}'", "mlcompare claims", $"use one of: {string.Join(", ", Claims.Select(claim => claim.Id))}");
    }

    private static string Full(string id) => id.Length > 0 && char.IsAsciiDigit(id[0]) ? "a" + id : id.ToLowerInvariant();

    private static int Number(string id) => int.Parse(id.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}
