using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MlCompare.Data;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Profiles;

namespace MlCompare.Studies;

/// <summary>Gathers what the first line of the results says.</summary>
public static class StudyHeaders
{
    /// <summary>Version and commit of this build, such as 0.1.0+3f2a….</summary>
    public static string Revision { get; } =
        typeof(StudyHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static StudyHeader Make(
        Study study,
        IReadOnlyList<BlockFactory> factories,
        IReadOnlyList<Contestant> contestants,
        int planned,
        Plugins plugins)
    {
        IEngine[] engines = [.. plugins.Engines.All.Where(engine => contestants.Any(contestant => contestant.Learner.Engine == engine.Id))];
        return new StudyHeader(
            Schema: 2,
            Study: study.Name,
            StudyHash: StudyFile.Hash(study),
            Revision,
            planned,
            Environment(engines),
            [.. factories.Select(factory => Summary(study, factory, plugins.Interventions))],
            [.. contestants.Select(c => new LearnerSummary(
                c.Name, c.Learner.Id, c.Title, c.Learner.Family, c.Learner.Engine, [.. c.Learner.Excuses.Select(e => $"{e.Promise}: {e.Reason}")]) { Draws = c.Draws > 0 ? c.Draws : null })],
            Command: $"mlcompare run {ResultStore.StudyName}",
            Absent:
            [
                .. engines.Where(engine => engine.State.Missing is not null).Select(engine => $"{engine.Id}: {engine.State.Missing}"),
                .. plugins.Engines.All.Where(engine => engine.LackingLearners.Count > 0)
                    .Select(engine => $"{engine.Id} ({string.Join(", ", engine.LackingLearners)}): {engine.State.Missing}"),
            ]);
    }

    /// <summary>One line for each size that a data set cannot give.</summary>
    public static IEnumerable<string> SizeRemarks(Study study, StudyHeader header) =>
        from set in header.Datasets
        let tooLarge = study.Sizes.Where(size => size > set.PoolRows).ToArray()
        where tooLarge.Length > 0
        select $"{set.Id}: {set.PoolRows:N0} rows are there for training, so {string.Join(", ", tooLarge.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))} cannot be tried";

    private static DatasetSummary Summary(Study study, BlockFactory factory, Catalog<IIntervention> interventions)
    {
        Dataset data = factory.Dataset(0);
        StudyValidation.CheckNoise(
            study, factory.Source, StudyPlanner.Noise(study, data.Task, data.Modality, interventions), data.Labels.ClassCount);
        (int pool, int test) = factory.Sizes();
        string split = factory.Source.FreshDraws
            ? "each replicate draws fresh rows for training and test"
            : data.OfficialTestRows.Length > 0
                ? (test < data.OfficialTestRows.Length ? $"{test:N0} rows of the official test part" : "official test part")
                : "random 80/20, again for each replicate";
        return new DatasetSummary(
            data.Id, data.Title, data.Modality, data.Task, data.Count, pool, test, data.Features.Width, data.Labels.ClassNames, split,
            BayesRisk(data), factory.Source.FreshDraws, data.ContentHash, data.Provenance.Source, data.Provenance.Licence,
            data.Provenance.Notes, [.. data.Remarks, .. factory.Repeated is string repeated ? new[] { repeated } : []])
        {
            FixedTest = !factory.Source.FreshDraws && data.OfficialTestRows.Length > 0,
            Profile = study.Structure.IsEmpty ? null : Profile(study, factory),
        };
    }

    /// <summary>Of the first training rows of replicate 0.</summary>
    private static DataProfile? Profile(Study study, BlockFactory factory)
    {
        Block block = factory.Base(0, DataProfile.MostRows);
        return DataProfile.Of(block.Train, block.TestFeatures, new Rng(Seeds.From(study.Seed, factory.Source.Id, "profile")));
    }

    /// <summary>Mean over the rows of 1 − max P(y|x), or the standard deviation of y given x.</summary>
    private static double? BayesRisk(Dataset data)
    {
        if (data.Truth is not Truth truth)
        {
            return null;
        }

        if (data.Task == TaskKind.Regression)
        {
            return Math.Sqrt(truth.NoiseVariance);
        }

        double sum = 0;
        for (int row = 0; row < truth.Count; row++)
        {
            double best = 0;
            foreach (double p in truth.Row(row))
            {
                best = Math.Max(best, p);
            }

            sum += 1 - best;
        }

        return sum / truth.Count;
    }

    internal static SortedDictionary<string, string> Environment(IEnumerable<IEngine> engines)
    {
        SortedDictionary<string, string> environment = new(StringComparer.Ordinal)
        {
            ["framework"] = RuntimeInformation.FrameworkDescription,
            ["operatingSystem"] = RuntimeInformation.OSDescription,
            ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            ["processors"] = System.Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["processor"] = ProcessorName(),
            ["vectorBits"] = Vector512.IsHardwareAccelerated ? "512" : Vector256.IsHardwareAccelerated ? "256" : "128",
            ["memoryBytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ToString(CultureInfo.InvariantCulture),
        };
        foreach (IEngine engine in engines)
        {
            environment[engine.Id] = engine.State.Version ?? "missing";
        }

        return environment;
    }

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        string? line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? "unknown";
    }
}
