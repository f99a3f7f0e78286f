using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Spectre.Console;

namespace MlCompare.Cli.Commands;

/// <summary><c>mlcompare doctor</c>: engines found or missing, data found or missing, and the command that adds each.</summary>
internal static class DoctorCommand
{
    public static Command Make()
    {
        Option<string?> data = CommonOptions.Data();
        Command command = new("doctor", "Say what this machine has: engines, processor, data, and the command that adds what is missing.") { data };
        command.SetAction(parsed =>
        {
            Composition composition = new(parsed.GetValue(data));
            Table table = Tables.Columns("what", "state", "remark");
            table.Add("framework", "ok", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, {Studies.StudyHeaders.Revision}");
            table.Add("processor", "ok", $"{Environment.ProcessorCount} cores, {VectorBits()}-bit vectors; one trial a core");
            table.Add("memory", "ok", FormattableString.Invariant($"{AvailableMemory.Bytes / (1 << 30)} GiB"));
            foreach (IGrouping<string, Learners.ILearner> engine in composition.Plugins.Learners.All.GroupBy(learner => learner.Engine))
            {
                string learners = string.Join(", ", engine.Select(learner => learner.Id));
                Learners.EngineState? state = composition.Plugins.Engines.TryGet(engine.Key, out Learners.IEngine foreign) ? foreign.State : null;
                table.Add(
                    $"engine {engine.Key}",
                    state?.Missing is null ? "ok" : "missing",
                    state is null ? learners : $"{learners}: {state.Version ?? state.Missing}");
            }

            foreach (Learners.IEngine engine in composition.Plugins.Engines.All.Where(engine => !composition.Plugins.Learners.All.Any(learner => learner.Engine == engine.Id)))
            {
                string learners = engine.LackingLearners.Count > 0 ? $"{string.Join(", ", engine.LackingLearners)}: " : "";
                table.Add(
                    $"{(engine.LackingLearners.Count > 0 ? "engine" : "library")} {engine.Id}",
                    engine.State.Missing is null ? "ok" : "missing",
                    $"{learners}{engine.State.Version ?? engine.State.Missing}");
            }

            foreach (Exports.IModelExporter exporter in composition.Exporters.All)
            {
                Exports.IModelRuntime runtime = composition.Runtimes.All.Single(found => found.Format == exporter.Id);
                table.Add(
                    $"export {exporter.Id}",
                    exporter.Missing is null && runtime.Missing is null ? "ok" : "missing",
                    exporter.Missing ?? runtime.Missing ?? $"files are checked by {runtime.Id} {runtime.Version}");
            }

            string[] sets = [.. composition.Library.All.Where(source => !source.FreshDraws).Select(source => source.Id)];
            string[] absent = [.. sets.Where(id => !composition.Library.IsLocal(id))];
            table.Add("embedded data", "ok", string.Join(", ", composition.Library.All.Where(source => source.FreshDraws).Select(source => source.Id)));
            table.Add(
                "data sets",
                absent.Length == 0 ? "ok" : $"{sets.Length - absent.Length} of {sets.Length} local",
                absent.Length == 0 ? "all local" : $"fetch one with 'mlcompare datasets fetch ID' or name a folder with --data; absent: {string.Join(", ", absent)}");
            table.Print();
            return CommandLine.Done;
        });
        return command;
    }

    private static int VectorBits() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
}
