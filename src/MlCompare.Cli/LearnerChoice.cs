using System.Collections.Immutable;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>
/// Which learners take part: those that stand for their families where nothing is said; else ids, family names and the word all.
/// Engines that a machine may lack never take part unnamed, so that the same command makes the same plan everywhere.
/// </summary>
internal static class LearnerChoice
{
    public const string All = "all";

    /// <summary>As below; a learner of an engine that this program lacks is refused with what would bring it.</summary>
    public static ImmutableArray<LearnerPlan> Parse(string? text, Plugins plugins, params ReadOnlySpan<Modality> modalities)
    {
        foreach (string part in text is null ? [] : Parsing.Split(text))
        {
            if (!plugins.Learners.TryGet(part, out _) && plugins.Engines.All.FirstOrDefault(engine => engine.LackingLearners.Contains(part)) is IEngine lacking)
            {
                throw new InputException($"'{part}' is absent", "--learners", lacking.State.Missing ?? $"add the engine {lacking.Id}");
            }
        }

        return Parse(text, plugins.Learners, modalities);
    }

    /// <summary>The learners in the order of families.</summary>
    /// <param name="text">Parts separated by commas ("boosting" is a learner and a family: the learner wins); null when nothing is said.</param>
    /// <param name="modalities">Of the data sets.</param>
    /// <exception cref="InputException">A part is neither a learner nor a family, or there is none.</exception>
    public static ImmutableArray<LearnerPlan> Parse(string? text, Catalog<ILearner> learners, params ReadOnlySpan<Modality> modalities)
    {
        HashSet<string> standing = [];
        foreach (Modality modality in modalities)
        {
            standing.UnionWith(learners.All.Where(learner => learner.StandsForFamily(modality)).Select(learner => learner.Id));
        }

        HashSet<string> wanted = text is null ? standing : [.. Parsing.Split(text).SelectMany(part => Match(part, learners, standing))];
        return wanted.Count > 0
            ? [.. learners.All
                .Where(learner => wanted.Contains(learner.Id))
                .OrderBy(learner => learner.Family)
                .ThenBy(learner => learner.Id, StringComparer.Ordinal)
                .Select(learner => new LearnerPlan(learner.Id))]
            : throw new InputException("no learner is named", "--learners", "write for example --learners boosting,neural,kernel");
    }

    private static IEnumerable<string> Match(string part, Catalog<ILearner> learners, HashSet<string> standing)
    {
        if (learners.TryGet(part, out ILearner exact))
        {
            return [exact.Id];
        }

        if (part == All)
        {
            return learners.All.Where(learner => learner.Engine == "managed").Select(learner => learner.Id);
        }

        string[] family = [.. learners.All
            .Where(learner => standing.Contains(learner.Id) && learner.Family.ToString().Equals(part, StringComparison.OrdinalIgnoreCase))
            .Select(learner => learner.Id)];
        return family.Length > 0
            ? family
            : throw new InputException(
                $"'{part}' is neither a learner nor a family",
                "--learners",
                $"learners: {string.Join(", ", learners.All.Select(learner => learner.Id))}; families: {string.Join(", ", Enum.GetNames<Family>().Select(name => name.ToLowerInvariant()))}; or {All}");
    }
}
