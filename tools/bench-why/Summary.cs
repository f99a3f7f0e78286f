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
                $"{Words.Of(gap)}: {found.Right} of {found.Signs.Length} signs right, majority of the others {found.Baseline:0.#}, p = {found.PValue:0.0000}; {Split(found)}");
        }

        foreach (Relation one in judgement.Relations.OrderBy(one => one.Found.PValue))
        {
            yield return FormattableString.Invariant(
                $"{Words.Of(one.Gap)} with {Predictors.Titles[one.Predictor]}: rank correlation {one.Found.Correlation:0.00} over {one.Found.Count}, p = {one.Found.PValue:0.0000}, adjusted {one.Adjusted:0.000}{(one.IsFinding ? ", a finding" : "")}");
        }
    }

    /// <summary>How the signs are spread.</summary>
    public static string Split(SignPrediction found)
    {
        (int positive, int negative) = (found.Signs.Count(sign => sign > 0), found.Signs.Count(sign => sign < 0));
        return $"{positive} positive, {negative} negative, {found.Signs.Length - positive - negative} none; the majority of all would have {Math.Max(positive, negative)}";
    }
}
