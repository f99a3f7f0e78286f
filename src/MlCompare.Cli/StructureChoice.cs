using System.Collections.Immutable;
using MlCompare.Interventions;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>Which interventions on structure take part, at the levels that each suggests: none, all that are for the data, or those named.</summary>
internal static class StructureChoice
{
    public const string All = "all";

    /// <summary>In ordinal order of the ids.</summary>
    /// <param name="text">"all" or ids separated by commas; null for none.</param>
    /// <exception cref="InputException">An id names no intervention on the structure of such data.</exception>
    public static ImmutableArray<StructurePlan> Parse(string? text, Catalog<IIntervention> interventions, Modality modality, TaskKind task)
    {
        IIntervention[] fitting = [.. interventions.All.Where(one => one.Stage == Stage.Structure && one.Supports(modality, task))];
        string[] names = text is null ? [] : Parsing.Split(text);
        foreach (string name in names.Where(name => name != All && fitting.All(one => one.Id != name)))
        {
            throw new InputException(
                $"'{name}' is no intervention on the structure of such data",
                "--why",
                $"use {All}, or: {string.Join(", ", fitting.Select(one => one.Id))}");
        }

        return
        [
            .. fitting.Where(one => names.Contains(All) || names.Contains(one.Id))
                .Select(one => new StructurePlan(one.Id, [.. one.Levels.Where(level => level > 0)])),
        ];
    }

    /// <summary>What is lost is measured against a baseline: where the structure is changed and none was named, one takes part all the same.</summary>
    public static Study WithBaseline(Study study, Catalog<ILearner> learners, Modality modality)
    {
        bool there = study.Structure.IsEmpty || study.Learners.Any(plan => learners.Get(plan.Id).Family == Family.Baseline);
        return there
            ? study
            : study with { Learners = study.Learners.Insert(0, new LearnerPlan(learners.All.First(one => one.Family == Family.Baseline && one.StandsForFamily(modality)).Id)) };
    }
}
