namespace MlCompare.Learners;

/// <summary>Refuses options of a learner outside their ranges.</summary>
internal sealed class OptionRanges(string learner)
{
    /// <param name="holds">Written so that NaN is false.</param>
    /// <param name="option">Name as in a study file.</param>
    /// <param name="range">What to give, in words.</param>
    public void Require(bool holds, string option, string range)
    {
        if (!holds)
        {
            throw new InputException($"option '{option}' is out of range", $"learner {learner}", $"give {range}");
        }
    }
}
