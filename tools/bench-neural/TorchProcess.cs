using System.Diagnostics;
using System.Globalization;

namespace MlCompare.BenchNeural;

/// <summary>A Python process that trains the same networks with PyTorch on one thread.</summary>
internal sealed class TorchProcess : IDisposable
{
    private readonly Process process;

    private TorchProcess(Process process, string version) => (this.process, Version) = (process, version);

    public string Version { get; }

    /// <summary>Null when there is no Python with PyTorch.</summary>
    public static TorchProcess? Start(string python)
    {
        ProcessStartInfo start = new(python, ["-u", Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
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

    /// <summary>CPU seconds of so many steps.</summary>
    public double Run(string net, int batch, int steps)
    {
        process.StandardInput.WriteLine($"{net} {batch} {steps}");
        process.StandardInput.Flush();
        string answer = process.StandardOutput.ReadLine() ?? throw new IOException("PyTorch ended without an answer");
        return double.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
