using System.Diagnostics;
using MlCompare.Learners;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Native.Workers;
using MlCompare.Torch.Devices;
using MlCompare.Torch.Training;
using TorchSharp;

namespace MlCompare.Torch;

/// <summary>Fits as they run in the worker.</summary>
public sealed class TorchJob : IWorkerJob
{
    // Networks side by side. A GPU takes small networks together in about the time of one; a processor gains little beyond a few.
    private const int MostOnGpu = 64, MostOnProcessor = 8;

    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        LibTorch.Load();
        TorchRequest wanted = TorchRequest.Read(request);
        long start = Stopwatch.GetTimestamp();
        TorchDevice device = TorchDevice.Choose(wanted.Options.Device);
        Determinism.Set(wanted.Options.Deterministic, device, wanted.Threads);
        // Single precision is meant: TF32 has ten bits.
        torch.backends.cuda.matmul.allow_tf32 = false;
        torch.backends.cudnn.allow_tf32 = false;
        TorchDevice.ForgetPeak();
        List<Snapshot> steps = [];
        StackedTrainer trainer = new(device, wanted.Options.Precision == Precision.Mixed, device.IsCuda ? MostOnGpu : MostOnProcessor,
            // On a processor one label version more beside a model must not change its last digits; a GPU is there for the whole grid at once.
            mixesWorks: device.IsCuda || !wanted.Options.Deterministic);
        TrainedNet?[][] networks = LibTorch.Guard(() => trainer.Run(
            wanted.Works, wanted.Watched ? (work, network, epoch, net) => steps.Add(new Snapshot(work, network, epoch, net)) : null, CancellationToken.None));
        new TorchReply(new DeviceUse(device.Name, trainer.PeakBytes, Stopwatch.GetElapsedTime(start).TotalSeconds), networks, steps).Write(response);
    }
}
