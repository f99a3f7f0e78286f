using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlCompare.Studies;

namespace MlCompare.MLNet.Comparing;

/// <summary>Tells <c>MLContext.Log</c> how far a comparison is, under the source <c>MlCompare</c>, one trace a trial.</summary>
internal sealed class LogProgress(MLContext context) : IStudyProgress
{
    private readonly Lock one = new();
    private int planned, done;

    public void Started(int planned, int alreadyDone)
    {
        (this.planned, done) = (planned, alreadyDone);
        Say($"{planned} trials planned, {alreadyDone} of them done before");
    }

    public void TrialStarted(TrialPlan trial)
    {
    }

    public void TrialEnded(TrialPlan trial, TrialRow row)
    {
        lock (one)
        {
            done++;
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{done} of {planned}: {row.Learner}, {row.TrainRows} rows, replicate {row.Replicate}: {row.Outcome.ToString().ToLowerInvariant()}{(row.Reason is null ? "" : $", {row.Reason}")}"));
        }
    }

    public void Remark(string text) => Say(text);

    private void Say(string text)
    {
        using IChannel channel = ((IChannelProvider)context).Start("MlCompare");
        channel.Trace(MessageSensitivity.None, "{0}", text);
    }
}
