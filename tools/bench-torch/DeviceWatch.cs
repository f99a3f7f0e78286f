using System.Diagnostics;
using System.Globalization;

namespace MlCompare.BenchTorch;

/// <summary>How busy a GPU is while something runs, and how much of its memory is taken, as nvidia-smi tells five times a second. Of a processor nothing is told.</summary>
internal sealed class DeviceWatch : IDisposable
{
    private readonly Process? process;
    private readonly List<(double Busy, double Megabytes)> seen = [];

    public DeviceWatch(bool isGpu)
    {
        if (!isGpu)
        {
            return;
        }

        try
        {
            process = Process.Start(new ProcessStartInfo("nvidia-smi", ["--id=0", "--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits", "--loop-ms=200"]) { RedirectStandardOutput = true })!;
            process.OutputDataReceived += (_, line) => Note(line.Data);
            process.BeginOutputReadLine();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No nvidia-smi: nothing is told.
        }
    }

    /// <summary>Mean share of the time in which the GPU had work, in percent, and the most megabytes taken; null where nothing was seen.</summary>
    public (double Busy, double Megabytes)? Seen
    {
        get
        {
            lock (seen)
            {
                return seen.Count == 0 ? null : (seen.Average(one => one.Busy), seen.Max(one => one.Megabytes));
            }
        }
    }

    public void Dispose()
    {
        process?.Kill();
        process?.Dispose();
    }

    private void Note(string? line)
    {
        string[] parts = line?.Split(',') ?? [];
        if (parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out double busy) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out double megabytes))
        {
            lock (seen)
            {
                seen.Add((busy, megabytes));
            }
        }
    }
}
