using MlCompare.Importance;
using MlCompare.Studies;

namespace MlCompare.Tests.Golden;

/// <summary>Invented importances: all lean on income, the network and boosting on one more each, nobody on the street.</summary>
internal static class GoldenImportance
{
    private static readonly string[] Names =
        ["income", "debt", "age", "employment length in full years", "region", "purpose", "rooms & garden", "street", "day of week"];

    public static ModelImportance Of(DatasetSummary dataset, Family family, double luck)
    {
        bool regression = dataset.Task == TaskKind.Regression;
        double unit = regression ? 60_000 : 0.2;
        return new ModelImportance(
            regression ? "rmse" : "logLoss",
            regression ? 46_000 : 0.31,
            500,
            5,
            family == Family.Boosting ? 500 : null,
            dataset.Features,
            [.. Names.Take(dataset.Features).Select((name, j) => Column(name, j, family, unit, luck))]);
    }

    private static ColumnImportance Column(string name, int j, Family family, double unit, double luck)
    {
        double weight = name switch
        {
            "street" or "day of week" => 0,
            "region" => family == Family.Boosting ? 0.4 : 0.01,
            "purpose" => family == Family.Neural ? 0.3 : 0.02,
            _ => Math.Pow(0.7, j),
        };
        bool trees = family == Family.Boosting;
        return new ColumnImportance(
            name,
            Math.Round(unit * weight * (1 + 0.02 * luck), 5),
            Math.Round(0.003 * unit * Math.Sqrt(weight), 5),
            trees ? Math.Round(weight / 4, 4) : null,
            trees ? Math.Round(name == "street" ? 0.15 : weight / 4.7, 4) : null);
    }
}
