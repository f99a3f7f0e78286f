using System.Collections.Immutable;
using MlCompare.Learners;
using MlCompare.Statistics;

namespace MlCompare.Studies;

/// <summary>
/// The questions of a comparison that nobody wrote by hand: every pair among neural network, gradient boosting and kernel method, with
/// all rows, with the fewest, and under the most label noise; and each of them against the linear model with all rows. In a study that
/// tunes, the tuned ones are asked about with all rows: pair by pair, and each against its own defaults.
/// </summary>
public static class StandardContrasts
{
    public static ImmutableArray<ContrastPlan> For(Study study, TaskKind task, Catalog<ILearner> learners)
    {
        (string measure, double margin) = PrimaryMeasure.Of(task);
        (string Name, Family Family)[] asked = [.. study.Learners
            .Select(plan => (plan.Name, learners.Get(plan.Id).Family))
            .Where(learner => learner.Family != Family.Baseline)
            .OrderBy(learner => Order(learner.Family))];
        List<ContrastPlan> contrasts = [];
        foreach (string at in Places(study))
        {
            for (int a = 0; a < asked.Length; a++)
            {
                for (int b = a + 1; b < asked.Length; b++)
                {
                    if (at == Places(study).First() || asked[b].Family != Family.Linear)
                    {
                        contrasts.Add(new ContrastPlan(asked[a].Name, asked[b].Name, measure, margin, at));
                    }
                }
            }
        }

        string[] tuned = [.. StudyPlanner.Contestants(study, learners).Where(one => one.Draws > 0).Select(one => one.Name)];
        string[] own = [.. asked.Select(one => one.Name).Where(name => tuned.Contains(name + Contestant.TunedSuffix))];
        contrasts.AddRange(own.SelectMany((a, i) => own[(i + 1)..].Select(b => (a + Contestant.TunedSuffix, b + Contestant.TunedSuffix)))
            .Concat(own.Select(name => (name + Contestant.TunedSuffix, name)))
            .Select(pair => new ContrastPlan(pair.Item1, pair.Item2, measure, margin, "largest")));
        return [.. contrasts];
    }

    private static IEnumerable<string> Places(Study study)
    {
        yield return "largest";
        if (study.Sizes.Length > 1)
        {
            yield return "smallest";
        }

        if (study.Noise.Length > 1)
        {
            yield return "noisiest";
        }
    }

    /// <summary>The three families of the question first, in the order in which it names them.</summary>
    private static int Order(Family family) => family switch
    {
        Family.Neural => 0,
        Family.Boosting => 1,
        Family.Kernel => 2,
        Family.Linear => 3,
        _ => 4,
    };
}
