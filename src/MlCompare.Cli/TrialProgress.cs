using System.Diagnostics;
using System.Globalization;
using MlCompare.Studies;
using Spectre.Console;

namespace MlCompare.Cli;

/// <summary>Progress on standard error: a bar with trials done, time left and the current trial on a terminal, plain lines else.</summary>
internal static class TrialProgress
{
    public static T Watch<T>(Func<IStudyProgress, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new Lines(Console.Error));
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new Bar(console, context.AddTask("reading the data", autoStart: true))));
    }

    internal static string Describe(TrialPlan trial) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trial.Dataset}, {trial.Contestant.Name}, {trial.Rows:N0} rows{Noise(trial)}, replicate {trial.Replicate + 1}");

    private static string Noise(TrialPlan trial) => string.Concat(
        trial.Conditions.Where(pair => pair.Key != StudyPlanner.TrainingSize && pair.Value != 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $", {pair.Key} {pair.Value:0.###}")));

    private sealed class Bar(IAnsiConsole console, ProgressTask task) : IStudyProgress
    {
        public void Started(int planned, int alreadyDone)
        {
            task.MaxValue = Math.Max(1, planned);
            task.Value = alreadyDone;
        }

        public void TrialStarted(TrialPlan trial) => Show(trial);

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
            task.Increment(1);
            if (row.Outcome == Outcome.Failed)
            {
                console.MarkupLineInterpolated($"[red]failed[/] {Describe(trial)}: {row.Reason}");
            }
        }

        public void Remark(string text) => console.MarkupLineInterpolated($"[yellow]note[/] {text}");

        private void Show(TrialPlan trial) => task.Description = Markup.Escape(string.Create(
            CultureInfo.InvariantCulture, $"{task.Value:0}/{task.MaxValue:0} trials · {Describe(trial)}"));
    }

    private sealed class Lines(TextWriter output) : IStudyProgress
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

        private readonly long start = Stopwatch.GetTimestamp();
        private long lastLine;
        private int planned, atStart, done;

        public void Started(int planned, int alreadyDone)
        {
            this.planned = planned;
            atStart = done = alreadyDone;
            lastLine = Stopwatch.GetTimestamp();
            output.WriteLine($"{planned} trials, {alreadyDone} of them already there.");
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
            done++;
            if (row.Outcome == Outcome.Failed)
            {
                output.WriteLine($"failed: {Describe(trial)}: {row.Reason}");
            }

            if (done == planned || Stopwatch.GetElapsedTime(lastLine) >= Pause)
            {
                lastLine = Stopwatch.GetTimestamp();
                double left = Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, done - atStart) * (planned - done);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done}/{planned} trials, about {Math.Ceiling(left):0} s left, last: {Describe(trial)}"));
            }
        }

        public void Remark(string text) => output.WriteLine($"note: {text}");
    }
}
