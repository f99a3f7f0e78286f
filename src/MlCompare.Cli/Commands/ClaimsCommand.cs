using System.CommandLine;
using MlCompare.Claims;
using MlCompare.Ledger;
using MlCompare.Reports.Ledger;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare claims</c>: public claims about deep learning, put to the test.</summary>
internal static class ClaimsCommand
{
    public static Command Make()
    {
        Argument<string[]> ids = new("ids") { Description = "Claims such as a1 a4 (or 1 4); all when none is named.", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> quick = new("--quick") { Description = "Small sizes and few replicates: within ten minutes on two cores (the default)." };
        Option<bool> full = new("--full") { Description = "Larger sizes and at least ten replicates: within ninety minutes." };
        Option<string?> folder = new("--out") { Description = "Folder for claims-plan.json, claims-results.jsonl and claims.html; the same folder resumes.", HelpName = "DIR" };
        Option<string?> earlier = new("--from") { Description = "Folder of another ledger of this very build whose measurements are taken over where they are the same; the page says how many.", HelpName = "DIR" };
        Option<bool> anew = CommonOptions.Anew();
        Option<int> workers = CommonOptions.Workers();
        Option<bool> open = CommonOptions.OpenReport();
        Command command = new("claims", "Put public claims about deep learning to the test: each registered before it runs, judged by one rule, on one page.")
        {
            ids, quick, full, folder, earlier, anew, workers, open,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(quick) && result.GetValue(full))
            {
                result.AddError("--quick and --full exclude each other; name one of them");
            }
        });
        command.SetAction((parsed, cancel) =>
        {
            Scale scale = parsed.GetValue(full) ? Scale.Full : Scale.Quick;
            IReadOnlyList<IClaim> claims = Catalogs.Choose(parsed.GetValue(ids) ?? []);
            string target = parsed.GetValue(folder) ?? $"mlcompare-claims-{scale.ToString().ToLowerInvariant()}";
            return StudyJob.OnThread(() =>
            {
                if (parsed.GetValue(anew) && LedgerStore.SetAside(target) is string old)
                {
                    Console.Error.WriteLine($"What was there is now in {old}.");
                }

                return Run(claims, scale, target, parsed.GetValue(earlier), parsed.GetValue(workers), parsed.GetValue(open), cancel);
            });
        });
        return command;
    }

    private static int Run(IReadOnlyList<IClaim> claims, Scale scale, string folder, string? earlier, int workers, bool open, CancellationToken cancel)
    {
        Composition composition = new(dataFolder: null);
        LedgerPlan plan = LedgerPlan.Make(claims, scale);
        LedgerRunner runner = new(plan, new LedgerBench(composition.Plugins, Catalogs.Data), Catalogs.Instruments)
        {
            Earlier = earlier is null ? [] : LedgerStore.ReadAll(earlier),
        };
        if (runner.Earlier.Count > 0)
        {
            Console.Error.WriteLine($"{runner.Earlier.Count} measurements of {earlier} may be taken over: they were made before this plan was written, which the page says.");
        }

        IReadOnlyDictionary<string, CellResult> results = runner.Run(folder, workers, new LedgerProgress(Console.Error), cancel);
        LedgerReport report = LedgerReport.Read(claims, plan, folder);
        foreach (ClaimFinding finding in report.Findings)
        {
            Console.Out.WriteLine(LedgerText.Line(finding));
        }

        string page = LedgerWriter.Write(report, folder);
        Console.Out.WriteLine($"Report: {page}");
        if (open)
        {
            Browser.Show(page);
        }

        if (cancel.IsCancellationRequested && results.Count < plan.Cells.Length)
        {
            Console.Error.WriteLine($"Stopped after {results.Count} of {plan.Cells.Length} measurements; the same command goes on.");
            return CommandLine.Cancelled;
        }

        return report.Failed.Length > 0 ? CommandLine.SomeFailed : CommandLine.Done;
    }
}
