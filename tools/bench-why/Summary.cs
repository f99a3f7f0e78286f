namespace MlCompare.BenchWhy;

/// <summary>The answer as lines of text.</summary>
internal static class Summary
{
    public static IEnumerable<string> Lines(Judgement judgement)
    {
        yield return $"verdict by the plan: {judgement.Verdict}";
        foreach ((Gap gap, SignPrediction found) in Gap.All.Zip(judgement.Predictions))
        {
            yield return FormattableString.Invariant(
                $"{Words.Of(gap)}: {found.Right} of {found.Signs.Length} signs right, majority of the others {found.Baseline:0.#}, majority of all {found.Majority}, p = {found.PValue:0.0000}; {Words.Split(gap, found)}{(found.OutOfReach ? "; so few signs that it could not be confirmed" : "")}");
        }

        foreach (Relation one in judgement.Relations.OrderBy(one => one.Found.PValue))
        {
            yield return FormattableString.Invariant(
                $"{Words.Of(one.Gap)} with {Predictors.Titles[one.Predictor]}: rank correlation {one.Found.Correlation:0.00} over {one.Found.Count}, p = {one.Found.PValue:0.0000}, adjusted {one.Adjusted:0.000}{(one.IsFinding ? ", a finding" : "")}");
        }
    }
}
