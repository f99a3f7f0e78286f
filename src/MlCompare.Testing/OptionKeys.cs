using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Studies;

namespace MlCompare.Testing;

/// <summary>Changes each option by itself and looks whether the trial key follows, and returns with it.</summary>
internal static class OptionKeys
{
    public static string? Find(ILearner learner)
    {
        string plain = Key(learner);
        if (Key(learner.With(learner.Options)) != plain)
        {
            return "the same options give another key";
        }

        foreach ((string option, JsonNode? value) in learner.Options)
        {
            string[] keys = [.. Variants(learner, option, value).Select(variant => TryKey(learner, option, variant)).OfType<string>()];
            string? changed = keys.FirstOrDefault(key => key != plain) ?? keys.FirstOrDefault();
            if (changed is null)
            {
                return $"no other value of '{option}' is accepted";
            }

            if (changed == plain)
            {
                return $"'{option}' does not change the key";
            }
        }

        foreach (Hyperparameter dimension in learner.SearchSpace)
        {
            if (!learner.Options.ContainsKey(dimension.Option))
            {
                return $"the search space names '{dimension.Option}', which is no option";
            }

            Rng rng = new(3);
            for (int draw = 0; draw < 20; draw++)
            {
                learner.With(new JsonObject { [dimension.Option] = dimension.Draw(rng) });
            }
        }

        return null;
    }

    private static IEnumerable<JsonNode> Variants(ILearner learner, string option, JsonNode? value)
    {
        Rng rng = new(5);
        foreach (Hyperparameter dimension in learner.SearchSpace.Where(dimension => dimension.Option == option))
        {
            for (int draw = 0; draw < 10; draw++)
            {
                JsonNode drawn = dimension.Draw(rng);
                if (!JsonNode.DeepEquals(drawn, value))
                {
                    yield return drawn;
                }
            }
        }

        switch (value?.GetValueKind())
        {
            case System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False:
                yield return JsonValue.Create(!value.GetValue<bool>());
                break;
            case System.Text.Json.JsonValueKind.Number:
                double number = double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);
                yield return JsonValue.Create((int)number + 1);
                yield return JsonValue.Create(Math.Max(1, (int)number - 1));
                yield return JsonValue.Create(number * 0.5);
                yield return JsonValue.Create(number + 0.125);
                break;
            case System.Text.Json.JsonValueKind.String:
                // The words of an enumeration go by their numbers too.
                yield return JsonValue.Create(0);
                yield return JsonValue.Create(1);
                break;
            case System.Text.Json.JsonValueKind.Array:
                yield return new JsonArray([.. value.AsArray().Take(1).Select(item => item?.DeepClone())]);
                break;
            case System.Text.Json.JsonValueKind.Null or null:
                yield return JsonValue.Create(1);
                yield return JsonValue.Create(2);
                yield return JsonValue.Create("1");
                yield return new JsonObject { ["x0"] = 1 };
                break;
            default:
                break;
        }
    }

    private static string? TryKey(ILearner learner, string option, JsonNode variant)
    {
        try
        {
            return Key(learner.With(new JsonObject { [option] = variant.DeepClone() }));
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static string Key(ILearner learner) => TrialPlan.MakeKey(
        new Study { Name = "keys", Datasets = ["d"], Learners = [] },
        "d",
        0,
        new SortedDictionary<string, double>(StringComparer.Ordinal) { [StudyPlanner.TrainingSize] = 100 },
        new Contestant(learner.Id, learner));
}
