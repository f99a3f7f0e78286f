using System.Runtime.InteropServices;
using System.Text;

namespace MlCompare.Torch.Devices;

/// <summary>
/// What TorchSharp does not say of a GPU, asked of NVIDIA's driver (CUDA Driver API: cuDeviceGetName, cuMemGetInfo). Null where there is no
/// driver or it refuses.
/// </summary>
internal static partial class CudaDriver
{
    private const int Success = 0, LongestName = 256;

    static CudaDriver() => NativeLibrary.SetDllImportResolver(typeof(CudaDriver).Assembly, (name, _, _) =>
        name == "cuda" && NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint handle) ? handle : 0);

    public static string? Name(int device)
    {
        byte[] name = new byte[LongestName];
        return Ask(() => cuInit(0) == Success && cuDeviceGet(out int handle, device) == Success && cuDeviceGetName(name, name.Length, handle) == Success)
            ? Encoding.UTF8.GetString(name).TrimEnd('\0')
            : null;
    }

    /// <summary>Bytes in use on the device whose context is current on this thread, as it is after any work of libtorch there.</summary>
    public static long? UsedBytes()
    {
        nuint free = 0, total = 0;
        return Ask(() => cuMemGetInfo_v2(out free, out total) == Success) ? (long)(total - free) : null;
    }

    private static bool Ask(Func<bool> question)
    {
        try
        {
            return question();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("cuda")]
    private static partial int cuInit(uint flags);

    [LibraryImport("cuda")]
    private static partial int cuDeviceGet(out int device, int ordinal);

    [LibraryImport("cuda")]
    private static partial int cuDeviceGetName([Out] byte[] name, int length, int device);

    [LibraryImport("cuda")]
    private static partial int cuMemGetInfo_v2(out nuint free, out nuint total);
}
