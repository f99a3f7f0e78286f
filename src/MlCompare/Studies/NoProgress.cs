namespace MlCompare.Studies;

/// <summary>Says nothing: for programs that only want the results.</summary>
public sealed class NoProgress : IStudyProgress
{
    public void Started(int planned, int alreadyDone)
    {
    }

    public void TrialStarted(TrialPlan trial)
    {
    }

    public void TrialEnded(TrialPlan trial, TrialRow row)
    {
    }

    public void Remark(string text)
    {
    }
}
