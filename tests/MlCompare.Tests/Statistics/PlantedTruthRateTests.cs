using System.Text.Json.Nodes;
using MlCompare.Data;
using MlCompare.Datasets;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Measures;
using MlCompare.Statistics;
using MlCompare.Studies;
using MlCompare.Tests.Support;
using Xunit.Abstractions;

namespace MlCompare.Tests.Statistics;

/// <summary>
/// Whole small studies on two hundred draws: what is planted is found, and what is not there is found in at most 10 of 200. "Found" is what the report says: an
/// interval of the share of the lead that a change costs above nought, an interval of a column's importance above nought. Absent means exchangeable: with a
/// rule that has no axes (or no neighbours) before and after the change, no procedure can tell the two apart but by chance.
/// </summary>
[Trait("Category", "Slow")]
public class PlantedTruthRateTests(ITestOutputHelper output)
{
    private const int Draws = 200, MostFalse = 10, Replicates = 4, Rows = 120;

    [Fact]
    public void Axes_and_useless_columns_that_are_planted_are_found()
    {
        int axes = 0, informative = 0, useless = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            StudyResults results = Study(new Drawn(Kind.Boxes, draw), "rotated-columns", "boosting");
            axes += Costs(results, "boosting") ? 1 : 0;
            ModelUse use = ImportanceAnalysis.Of(results).Single(one => one.Learner == "boosting");
            bool Used(string column) => use.Columns.Single(one => one.Column == column).Increase is { Low: > 0 };
            informative += Used("x0") && Used("x1") ? 1 : 0;
            useless += Used("x4") ? 1 : 0;
        }

        output.WriteLine($"of {Draws}: axes found in {axes}, informative columns in {informative}, a useless one in {useless}");
        Assert.True(axes >= 190, $"axes found in {axes} of {Draws}");
        Assert.True(informative >= 190, $"both informative columns found in {informative} of {Draws}");
        Assert.True(useless <= MostFalse, $"a useless column found in {useless} of {Draws}");
    }

    [Fact]
    public void Axes_that_are_not_there_are_found_in_ten_of_two_hundred_draws_at_most()
    {
        int found = Enumerable.Range(0, Draws).Count(draw => Costs(Study(new Drawn(Kind.Slope, draw), "rotated-columns", "boosting"), "boosting"));
        output.WriteLine($"axes found in {found} of {Draws} without any");
        Assert.True(found <= MostFalse, $"{found} of {Draws}");
    }

    [Fact]
    public void Neighbouring_pixels_are_found_where_they_tell_and_in_ten_of_two_hundred_draws_at_most_where_they_do_not()
    {
        int planted = Enumerable.Range(0, Draws / 10).Count(draw => Costs(Study(new Drawn(Kind.Bars, draw), "permuted-pixels", "conv"), "conv"));
        int absent = Enumerable.Range(0, Draws).Count(draw => Costs(Study(new Drawn(Kind.Spots, draw), "permuted-pixels", "conv"), "conv"));
        output.WriteLine($"neighbours found in {planted} of {Draws / 10} with, {absent} of {Draws} without");
        Assert.True(planted >= 18, $"{planted} of {Draws / 10}");
        Assert.True(absent <= MostFalse, $"{absent} of {Draws}");
    }

    private static bool Costs(StudyResults results, string learner) =>
        Assert.Single(StructureAnalysis.Of(results)).Sensitivities.Single(one => one.Learner == learner).Loss is { Low: > 0 };

    /// <summary>One small learner and the baseline, before the change and after it.</summary>
    private static StudyResults Study(Drawn source, string change, string learner)
    {
        JsonObject options = learner == "conv" ? new() { ["epochs"] = 12, ["earlyStopping"] = false } : new() { ["maxRounds"] = 40, ["earlyStopping"] = false };
        Study study = new()
        {
            Name = "planted",
            Datasets = [source.Id],
            Learners = [new LearnerPlan("constant"), new LearnerPlan(learner) { Options = options }],
            Sizes = [Rows],
            Noise = [0],
            Replicates = Replicates,
            TestRows = Drawn.Test,
            Structure = [new StructurePlan(change, [1])],
        };
        using TempFolder folder = new("rates");
        return new StudyRunner(study, [source], Plugins).Run(folder.Path, 2, new NoProgress(), CancellationToken.None);
    }

    private static readonly Plugins Plugins = new(
        Catalog.Scan<ILearner>(typeof(BoostingLearner).Assembly), Catalog.Scan<IIntervention>(typeof(IIntervention).Assembly), new MeasureSet());

    private enum Kind
    {
        /// <summary>The signs of the first two columns decide; three columns are useless.</summary>
        Boxes,
        /// <summary>The sign of a sum over all columns decides, whose direction is drawn with the rows.</summary>
        Slope,
        /// <summary>A bar of three pixels somewhere, upright or lying.</summary>
        Bars,
        /// <summary>Six pixels anywhere, drawn with the rows, are brighter or darker.</summary>
        Spots,
    }

    private sealed class Drawn(Kind kind, int draw) : IDatasetSource
    {
        public const int Test = 400;

        private const int Side = 6, Width = 5;

        public string Id => "drawn";

        public string Title => "Drawn";

        public Modality Modality => kind is Kind.Bars or Kind.Spots ? Modality.Image : Modality.Tabular;

        public TaskKind Task => TaskKind.Binary;

        public bool FreshDraws => true;

        public Dataset Load(ulong sampleSeed)
        {
            Rng rng = new(Seeds.From((ulong)draw, "planted truth", sampleSeed));
            int count = Rows + Test;
            int[] labels = new int[count];
            double[] direction = [.. Enumerable.Range(0, Width).Select(_ => rng.NextGaussian())];
            int[] order = rng.Permutation(Side * Side);
            float[][] rows = [.. Enumerable.Range(0, count).Select(row =>
            {
                float[] values = [.. Enumerable.Range(0, Modality == Modality.Image ? Side * Side : Width).Select(_ => (float)rng.NextGaussian())];
                labels[row] = kind switch
                {
                    Kind.Boxes => values[0] > 0 && values[1] > 0 ? 1 : 0,
                    Kind.Slope => values.Zip(direction, (x, w) => x * w).Sum() > 0 ? 1 : 0,
                    _ => rng.NextInt(2),
                };
                Paint(values, labels[row], order, rng);
                return values;
            })];
            FeatureTable features = Modality == Modality.Image
                ? new FeatureTable(Modality, [new ImageColumn("image", rows, Side, Side, 1)])
                : new FeatureTable(Modality, Enumerable.Range(0, Width).Select(j => new NumericColumn($"x{j}", [.. rows.Select(values => values[j])])));
            return new Dataset(Id, Title, features, Labels.OfClasses(labels, ["a", "b"]), new Provenance("drawn", "MIT", "")) { OfficialTestRows = [.. Enumerable.Range(Rows, Test)] };
        }

        private void Paint(float[] values, int label, int[] order, Rng rng)
        {
            int across = rng.NextInt(Side), along = rng.NextInt(Side - 2);
            for (int k = 0; kind == Kind.Bars && k < 3; k++)
            {
                values[label == 0 ? across * Side + along + k : (along + k) * Side + across] += 4;
            }

            for (int k = 0; kind == Kind.Spots && k < 6; k++)
            {
                values[order[k]] += label == 0 ? 0.7f : -0.7f;
            }
        }
    }
}
