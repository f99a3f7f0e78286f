using MlCompare.Native.Workers;
using MlCompare.Torch.Devices;

namespace MlCompare.Torch;

/// <summary>Answers with the versions of TorchSharp and libtorch and the devices that it can use, in a worker.</summary>
public sealed class TorchProbe : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(response);
        LibTorch.Load();
        System.Reflection.Assembly assembly = typeof(TorchSharp.torch).Assembly;
        string version = System.Diagnostics.FileVersionInfo.GetVersionInfo(assembly.Location).ProductVersion ?? $"{assembly.GetName().Version}";
        response.Write($"{version.Split('+')[0]} with libtorch {TorchSharp.torch.__version__}, on {string.Join(", ", TorchDevice.All().Select(device => device.Name))}, {assembly.Location}");
    }
}
