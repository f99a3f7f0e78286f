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
                new ProgressBarColumn { Width = 20 },
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new Bar(console, context.AddTask("reading the data", autoStart: true))));
    }

    internal static string Describe(TrialPlan trial) => string.Create(
        CultureInfo.InvariantCulture,
        $"{trial.Dataset}, {trial.Contestant.Name}, {trial.Rows:N0} rows{Noise(trial)}, replicate {trial.Replicate + 1}");

    private static string Noise(TrialPlan trial) => string.Concat(
        trial.Conditions.Where(pair => pair.Key != StudyPlanner.TrainingSize && pair.Value != 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $", {pair.Key} {pair.Value:0.###}")));

    /// <summary>Counts trials; the time left is that of the trials done in this run, times what is still to do.</summary>
    private sealed class Count
    {
        private long start;
        private int planned, atStart, done;

        public bool IsComplete => done == planned;

        public void Begin(int planned, int alreadyDone)
        {
            (this.planned, atStart, done) = (planned, alreadyDone, alreadyDone);
            start = Stopwatch.GetTimestamp();
        }

        public void Ended() => done++;

        public override string ToString()
        {
            if (done == atStart || IsComplete)
            {
                return $"{done}/{planned} trials";
            }

            double seconds = Math.Ceiling(Stopwatch.GetElapsedTime(start).TotalSeconds / (done - atStart) * (planned - done));
            string left = seconds < 120 ? $"{seconds:0} s" : seconds < 7200 ? $"{Math.Ceiling(seconds / 60):0} min" : $"{Math.Ceiling(seconds / 3600):0} h";
            return $"{done}/{planned} trials, about {left} left";
        }
    }

    private sealed class Bar(IAnsiConsole console, ProgressTask task) : IStudyProgress
    {
        private readonly Count count = new();

        public void Started(int planned, int alreadyDone)
        {
            count.Begin(planned, alreadyDone);
            task.MaxValue = Math.Max(1, planned);
            task.Value = alreadyDone;
        }

        public void TrialStarted(TrialPlan trial) => task.Description = Markup.Escape($"{count}: {Describe(trial)}");

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
            count.Ended();
            task.Increment(1);
            if (row.Outcome == Outcome.Failed)
            {
                console.MarkupLineInterpolated($"[red]failed[/] {Describe(trial)}: {row.Reason}");
            }
        }

        public void Remark(string text) => console.MarkupLineInterpolated($"[yellow]note[/] {text}");
    }

    private sealed class Lines(TextWriter output) : IStudyProgress
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

        private readonly Count count = new();
        private long lastLine;

        public void Started(int planned, int alreadyDone)
        {
            count.Begin(planned, alreadyDone);
            lastLine = Stopwatch.GetTimestamp();
            output.WriteLine(alreadyDone > 0 ? $"{planned} trials, {alreadyDone} of them already there." : $"{planned} trials.");
        }

        public void TrialStarted(TrialPlan trial)
        {
        }

        public void TrialEnded(TrialPlan trial, TrialRow row)
        {
            count.Ended();
            if (row.Outcome == Outcome.Failed)
            {
                output.WriteLine($"failed: {Describe(trial)}: {row.Reason}");
            }

            if (count.IsComplete || Stopwatch.GetElapsedTime(lastLine) >= Pause)
            {
                lastLine = Stopwatch.GetTimestamp();
                output.WriteLine($"{count}; last: {Describe(trial)}");
            }
        }

        public void Remark(string text) => output.WriteLine($"note: {text}");
    }
}
