using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.ML;
using MlCompare.Learners.Encoders;
using MlCompare.Native.Workers;
using MlCompare.Torch.Devices;

namespace MlCompare.Torch.NasBert;

/// <summary>Work with ML.NET's classifier: once more within <see cref="NasBertContext"/>, for outside of it the classifier cannot run.</summary>
public abstract class NasBertJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(response);
        if (NasBertContext.IsHere)
        {
            LibTorch.Load();
            Work(request, response);
        }
        else
        {
            NasBertContext.Create<IWorkerJob>(GetType()).Run(request, response);
        }
    }

    private protected abstract void Work(BinaryReader request, BinaryWriter response);
}

/// <summary>A fit as it runs in the worker.</summary>
public sealed class NasBertFitJob : NasBertJob
{
    private protected override void Work(BinaryReader request, BinaryWriter response)
    {
        NasBertRequest wanted = NasBertRequest.Read(request);
        long start = Stopwatch.GetTimestamp();
        TorchDevice device = TorchDevice.Choose(wanted.Options.Device);
        Determinism.Set(wanted.Options.Deterministic, device, wanted.Threads);
        TorchDevice.ForgetPeak();
        byte[] model = NasBertTraining.Fit(NasBertTraining.Context(wanted.Seed, wanted.Folder, device.IsCuda ? device.Device.index : null), wanted);
        response.Write(device.Name);
        response.Write(device.UsedBytes());
        response.Write(Stopwatch.GetElapsedTime(start).TotalSeconds);
        NumberArrays.Save<byte>(response, model);
    }
}

/// <summary>Scores of some texts by a model.</summary>
public sealed class NasBertScoreJob : NasBertJob
{
    // A study asks one model several times in a row.
    private static (byte[] Hash, MLContext Context, ITransformer Model)? last;

    private protected override void Work(BinaryReader request, BinaryWriter response)
    {
        byte[] file = NumberArrays.Load<byte>(request), hash = SHA256.HashData(file);
        string[] texts = new string[request.ReadInt32()];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = request.ReadString();
        }

        // The digits of a prediction must not depend on what else the machine has to do.
        Determinism.Set(true, TorchDevice.Choose(DeviceChoice.Cpu), 1);
        if (last is null || !last.Value.Hash.AsSpan().SequenceEqual(hash))
        {
            MLContext context = NasBertTraining.Context(0, null, null);
            using MemoryStream stream = new(file);
            last = (hash, context, context.Model.Load(stream, out _));
        }

        NumberArrays.Save<float>(response, NasBertTraining.Scores(last.Value.Context, last.Value.Model, texts));
    }
}

/// <summary>Two sentences and one pass tell whether weights, ML.NET and TorchSharp fit together.</summary>
public sealed class NasBertProbe : NasBertJob
{
    private protected override void Work(BinaryReader request, BinaryWriter response)
    {
        NasBertWeights weights = new(request.ReadString());
        NasBertRequest two = new(new NasBertOptions { Epochs = 1, BatchSize = 2 }, weights.Folder, 1, 1, 2, ["one", "two"], [0, 1]);
        try
        {
            NasBertTraining.Fit(NasBertTraining.Context(two.Seed, weights.Folder, null), two);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            string said = error.GetBaseException().Message.Split('\n')[0].Trim();
            throw new InvalidOperationException($"it does not run ({said}): download {weights.File} anew, or build with the versions of ML.NET and TorchSharp of this repository", error);
        }

        response.Write($"{NasBertContext.Version}, weights {weights.File}");
    }
}
