using System.Runtime.InteropServices;
using MlCompare.Native.Workers;

namespace MlCompare.Tests.Native.Workers;

/// <summary>Answers with the bytes that it got, doubled.</summary>
public sealed class EchoJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        byte[] bytes = request.ReadBytes(request.ReadInt32());
        response.Write(Environment.ProcessId);
        response.Write(bytes);
        response.Write(bytes);
    }
}

/// <summary>Throws before it has read what it was given.</summary>
public sealed class ThrowJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response) => throw new InvalidOperationException($"no use for {request.ReadInt32()}");
}

/// <summary>Works for ten minutes, noisily.</summary>
public sealed class SleepJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response)
    {
        Console.WriteLine("standard output belongs to the libraries");
        Thread.Sleep(TimeSpan.FromMinutes(10));
    }
}

/// <summary>Writes where no memory is.</summary>
public sealed class SegfaultJob : IWorkerJob
{
    public void Run(BinaryReader request, BinaryWriter response) => Marshal.WriteInt32(unchecked((nint)0x7000_0000_1000), 1);
}
