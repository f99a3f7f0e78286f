using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>Options of learners on the command line: <c>mlp.gate=soft</c>. A plan as a file has them under "options".</summary>
internal static class LearnerOptions
{
    private const string How = "write LEARNER.OPTION=VALUE, such as mlp.epochs=50, of a learner that takes part";

    /// <exception cref="InputException">A text is no option of a learner that takes part, or its value is out of range.</exception>
    public static ImmutableArray<LearnerPlan> Apply(IReadOnlyList<string> texts, ImmutableArray<LearnerPlan> plans, Catalog<ILearner> learners)
    {
        Dictionary<string, JsonObject> options = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int dot = text.IndexOf('.', StringComparison.Ordinal), equals = text.IndexOf('=', StringComparison.Ordinal);
            if (dot < 1 || equals < dot + 2)
            {
                throw new InputException($"'{text}' is no option", "--option", How);
            }

            string learner = text[..dot], name = text[(dot + 1)..equals];
            if (plans.All(plan => plan.Id != learner))
            {
                throw new InputException($"'{learner}' does not take part", "--option", How);
            }

            if (!options.TryGetValue(learner, out JsonObject? given))
            {
                options[learner] = given = [];
            }

            given[name] = Value(text[(equals + 1)..]);
        }

        foreach ((string learner, JsonObject given) in options)
        {
            learners.Get(learner).With(given);
        }

        return [.. plans.Select(plan => options.TryGetValue(plan.Id, out JsonObject? given) ? plan with { Options = given } : plan)];
    }

    /// <summary>A number, true, false, null or JSON; else a word.</summary>
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
