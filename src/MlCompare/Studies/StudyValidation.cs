using MlCompare.Datasets;
using MlCompare.Interventions;

namespace MlCompare.Studies;

/// <summary>Refuses a plan that cannot be right before anything runs.</summary>
public static class StudyValidation
{
    /// <summary>Thirty days, in seconds; a timer of the framework takes no more than 49.</summary>
    public const double LongestTimeLimit = 30 * 24 * 3600;

    private static readonly string[] Places = ["largest", "smallest", "noisiest"];

    /// <exception cref="InputException">Says which field is wrong and what it may be.</exception>
    public static void Check(Study study)
    {
        Require(study.Datasets.Length > 0, study, "no data sets", "name at least one in \"datasets\"");
        Require(study.Datasets.Distinct(StringComparer.Ordinal).Count() == study.Datasets.Length, study, "a data set is named twice", "name each once");
        Require(study.Learners.Length > 0, study, "no learners", "name at least one in \"learners\"");
        Require(study.Sizes.Length > 0 && study.Sizes.All(size => size >= 0), study, "sizes must be whole numbers above 0, or max", "for example --sizes 250,1000,max");
        Require(
            study.Noise.Length > 0 && study.Noise[0] == 0 && study.Noise.SequenceEqual(study.Noise.Distinct().Order()),
            study,
            "noise levels must ascend from 0",
            "for example --noise 0,0.1,0.2");
        Require(study.Replicates >= 1, study, "replicates must be at least 1", "for example --replicates 5");
        Require(study.TestRows >= 1, study, "testRows must be at least 1", "leave it out for 20000");
        Require(study.Tune >= 0, study, "tune must not be negative", "0 means defaults only");
        Require(study.TimeLimitSeconds is null or (> 0 and <= LongestTimeLimit), study, "the time limit must lie between 0 and 30 days", "for example --time-limit 10m");
        Require(study.StructureRows >= 1, study, "structureRows must be at least 1", "leave it out for 4000");
        Require(study.Structure.Select(plan => plan.Id).Distinct(StringComparer.Ordinal).Count() == study.Structure.Length, study, "an intervention on structure is named twice", "name each once");
        foreach (StructurePlan plan in study.Structure)
        {
            Require(
                !plan.Levels.IsDefaultOrEmpty && plan.Levels[0] > 0 && plan.Levels.SequenceEqual(plan.Levels.Distinct().Order()),
                study,
                $"the levels of '{plan.Id}' must ascend from above 0",
                "for example \"levels\": [0.5, 1]; level 0 is there anyway");
        }

        HashSet<string> names = [.. study.Learners.SelectMany(learner =>
            study.Tune > 0 ? (string[])[learner.Name, learner.Name + Contestant.TunedSuffix] : [learner.Name])];
        foreach (ContrastPlan contrast in study.Contrasts)
        {
            Require(
                names.Contains(contrast.A) && names.Contains(contrast.B) && contrast.A != contrast.B,
                study,
                $"a contrast compares '{contrast.A}' with '{contrast.B}'",
                $"use two of: {string.Join(", ", names)}");
            Require(contrast.Margin >= 0, study, "a contrast's margin is negative", "use 0.01 for error, 0.025 for rmse");
            Require(
                contrast.Measure is "error" or "rmse",
                study,
                $"a contrast asks for '{contrast.Measure}'",
                "use error (classification) or rmse (regression)");
            Require(Places.Contains(contrast.At), study, $"a contrast is asked at '{contrast.At}'", $"use one of: {string.Join(", ", Places)}");
        }
    }

    /// <summary>Results are told apart by the ids of the data sets: those of the user's own are made from file names.</summary>
    /// <param name="sources">In the order of the study's data sets.</param>
    public static void CheckIds(Study study, IReadOnlyList<IDatasetSource> sources)
    {
        Dictionary<string, string> seen = [];
        foreach ((IDatasetSource source, string name) in sources.Zip(study.Datasets))
        {
            Require(seen.TryAdd(source.Id, name), study, $"'{seen[source.Id]}' and '{name}' are both called '{source.Id}'", "rename one of the files or folders");
        }
    }

    /// <summary>Checks what depends on the loaded data: noise levels against the number of classes.</summary>
    public static void CheckNoise(Study study, IDatasetSource source, IIntervention noise, int classCount)
    {
        double highest = study.Noise[^1];
        double allowed = noise.MaxLevel(classCount);
        if (highest > allowed)
        {
            throw new InputException(
                FormattableString.Invariant($"noise level {highest} is above {allowed:0.###}, the most that '{noise.Id}' can mean with {classCount} classes"),
                $"data set '{source.Id}'",
                "lower --noise");
        }
    }

    /// <summary>Checks the interventions on structure: that each is one, that some data set has use for it, and its levels.</summary>
    /// <param name="sources">In the order of the study's data sets.</param>
    public static void CheckStructure(Study study, IReadOnlyList<IDatasetSource> sources, Catalog<IIntervention> interventions)
    {
        foreach (StructurePlan plan in study.Structure)
        {
            IIntervention intervention = interventions.Get(plan.Id);
            Require(
                intervention.Stage == Stage.Structure && sources.Any(source => intervention.Supports(source.Modality, source.Task)),
                study,
                $"'{plan.Id}' is no intervention on the structure of these data",
                $"use: {string.Join(", ", interventions.All.Where(i => i.Stage == Stage.Structure && sources.Any(s => i.Supports(s.Modality, s.Task))).Select(i => i.Id))}");
            double most = intervention.MaxLevel(0);
            Require(
                plan.Levels[^1] <= most,
                study,
                FormattableString.Invariant($"level {plan.Levels[^1]} of '{plan.Id}' is above {most:0.###}, the most that it can mean"),
                "lower it");
        }
    }

    private static void Require(bool holds, Study study, string what, string remedy)
    {
        if (!holds)
        {
            throw new InputException(what, $"study '{study.Name}'", remedy);
        }
    }
}
