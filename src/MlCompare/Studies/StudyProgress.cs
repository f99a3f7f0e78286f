namespace MlCompare.Studies;

/// <summary>Told by the runner, from any worker thread, one call at a time.</summary>
public interface IStudyProgress
{
    /// <summary>Before the first trial.</summary>
    /// <param name="planned">All trials of the study.</param>
    /// <param name="alreadyDone">Of these, found in the folder.</param>
    void Started(int planned, int alreadyDone);

    void TrialStarted(TrialPlan trial);

    void TrialEnded(TrialPlan trial, TrialRow row);

    /// <summary>Something worth knowing that is no error, such as a size above what a data set has.</summary>
    void Remark(string text);
}
