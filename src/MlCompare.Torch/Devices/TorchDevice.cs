using System.Runtime.InteropServices;
using TorchSharp;

namespace MlCompare.Torch.Devices;

/// <summary>A device that networks are trained on, as libtorch and people know it. Used in workers only.</summary>
internal sealed record TorchDevice(torch.Device Device, string Name)
{
    public bool IsCuda => Device.type == DeviceType.CUDA;

    /// <summary>The devices of this machine that this build can use, the best first.</summary>
    public static IReadOnlyList<TorchDevice> All() => [.. Gpus(), new TorchDevice(torch.CPU, ProcessorName())];

    /// <exception cref="InputException">There is none such.</exception>
    public static TorchDevice Choose(DeviceChoice choice) => choice switch
    {
        DeviceChoice.Cpu => All()[^1],
        DeviceChoice.Cuda => All()[0] is { IsCuda: true } gpu ? gpu : throw new InputException(
            "no GPU of NVIDIA can be used here", "option 'device' of a torch learner", "use auto or cpu, or build with -p:Torch=cuda on a machine that has one"),
        _ => All()[0],
    };

    /// <summary>Memory in use now, in bytes: of a GPU by all programs together, as its driver says; of the processor the highest of this process.</summary>
    public long UsedBytes()
    {
        if (IsCuda)
        {
            return CudaDriver.UsedBytes() ?? 0;
        }

        using System.Diagnostics.Process own = System.Diagnostics.Process.GetCurrentProcess();
        return own.PeakWorkingSet64;
    }

    /// <summary>Forgets the highest memory of this process so far, where the system lets it.</summary>
    public static void ForgetPeak()
    {
        const string Linux = "/proc/self/clear_refs";
        try
        {
            if (File.Exists(Linux))
            {
                File.WriteAllText(Linux, "5");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The peak is then that of the whole life of the process: higher, never lower.
        }
    }

    private static IEnumerable<TorchDevice> Gpus() => torch.cuda.is_available()
        ? Enumerable.Range(0, torch.cuda.device_count()).Select(i => new TorchDevice(torch.device(DeviceType.CUDA, i), CudaDriver.Name(i) ?? $"CUDA device {i}"))
        : [];

    private static string ProcessorName()
    {
        const string Linux = "/proc/cpuinfo", Key = "model name";
        string? line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? $"CPU ({RuntimeInformation.ProcessArchitecture})" : $"CPU ({line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()})";
    }
}
