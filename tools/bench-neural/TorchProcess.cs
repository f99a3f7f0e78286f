using System.Diagnostics;
using System.Globalization;
using MlCompare.BenchCommon;

namespace MlCompare.BenchNeural;

/// <summary>A Python process that trains the same networks with PyTorch on one thread.</summary>
internal sealed class TorchProcess : IDisposable
{
    private readonly Process process;

    private TorchProcess(Process process, string version) => (this.process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Null when there is no Python with PyTorch.</summary>
    /// <param name="libraries">Folder searched first for its BLAS; null: the system's.</param>
    public static TorchProcess? Start(string python, string? libraries)
    {
        ProcessStartInfo start = new(python, ["-u", Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        if (libraries is not null)
        {
            start.Environment["LD_LIBRARY_PATH"] = libraries;
        }

        try
        {
            Process process = Process.Start(start)!;
            return process.StandardOutput.ReadLine() is string version ? new TorchProcess(process, version) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>So many steps of training, or predictions of one row where the batch is 0.</summary>
    public Cost Run(string net, int batch, int steps)
    {
        process.StandardInput.WriteLine($"{net} {batch} {steps}");
        process.StandardInput.Flush();
        string answer = process.StandardOutput.ReadLine() ?? throw new IOException("PyTorch ended without an answer");
        double[] seconds = [.. answer.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return new Cost(seconds[1], seconds[0]);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
