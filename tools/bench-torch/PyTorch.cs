using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlCompare.BenchCommon;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Networks;
using MlCompare.Torch.Devices;

namespace MlCompare.BenchTorch;

/// <summary>A Python process that trains the same networks with PyTorch, eagerly, on the same device.</summary>
internal sealed class PyTorch : IDisposable
{
    private readonly Process process;

    private PyTorch(Process process, string version) => (this.process, Version) = (process, version);

    public string Version { get; }

    /// <summary>The highest memory that the last run held, in bytes.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Null, with the reason printed, where there is no Python with PyTorch.</summary>
    public static PyTorch? Start(string python, TorchDevice device, bool mixed, bool deterministic)
    {
        ProcessStartInfo start = new(
            python, ["-u", Path.Combine(AppContext.BaseDirectory, "peer.py"), device.IsCuda ? "cuda:0" : "cpu", mixed ? "mixed" : "single", deterministic ? "deterministic" : "free"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        // Its libraries are its own.
        start.Environment.Remove("LD_LIBRARY_PATH");
        try
        {
            Process process = Process.Start(start)!;
            if (process.StandardOutput.ReadLine() is string version)
            {
                return new PyTorch(process, version);
            }

            Console.WriteLine($"no PyTorch beside it: {python} ended (it said why above); name another with --python");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Console.WriteLine($"no PyTorch beside it: {error.Message}; name a Python with --python");
        }

        return null;
    }

    /// <summary>Trains networks as the works say, one after the other.</summary>
    public Cost Run(NetworkWork[] works)
    {
        TrainingSpec plan = works[0].Plan.Training;
        JsonObject job = new()
        {
            ["spec"] = JsonNode.Parse(works[0].Spec.ToJson()),
            ["networks"] = works.Sum(work => work.Splits.Length),
            ["rows"] = works[0].Splits[0].Train.Length,
            ["batch"] = plan.BatchSize,
            ["epochs"] = plan.Epochs,
            ["rate"] = plan.LearningRate,
            ["decay"] = plan.WeightDecay,
            ["smoothing"] = plan.LabelSmoothing,
        };
        process.StandardInput.WriteLine(job.ToJsonString());
        process.StandardInput.Flush();
        string[] answer = (process.StandardOutput.ReadLine() ?? throw new IOException("PyTorch ended without an answer; it said why above")).Split(' ');
        PeakBytes = long.Parse(answer[2], CultureInfo.InvariantCulture);
        return new Cost(double.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
