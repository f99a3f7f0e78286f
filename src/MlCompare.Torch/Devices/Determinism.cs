using System.Runtime.InteropServices;
using TorchSharp;

namespace MlCompare.Torch.Devices;

/// <summary>
/// libtorch's switch for algorithms that give the same numbers on every run, which TorchSharp does not pass on: the functions behind
/// <c>torch.use_deterministic_algorithms</c> by the names that the Linux builds export.
/// </summary>
internal static partial class Determinism
{
    /// <summary>Sets the switch of this process, and the number of threads with which sums are split.</summary>
    /// <exception cref="InputException">The device needs the switch, and this build of libtorch has none that can be reached.</exception>
    public static void Set(bool wanted, TorchDevice device, int threads)
    {
        // With another number of threads sums are split elsewhere, and rounded otherwise.
        torch.set_num_threads(wanted ? 1 : threads);
        bool set = TrySet(wanted);
        if (wanted && !set && device.IsCuda)
        {
            throw new InputException(
                "this build of libtorch cannot be told to be deterministic on a GPU", "option 'deterministic' of a torch learner", "set it to false, or use device cpu");
        }
    }

    /// <summary>The switch as it stands; null where it cannot be reached.</summary>
    public static bool? Current()
    {
        try
        {
            return deterministicAlgorithms(globalContext());
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static bool TrySet(bool wanted)
    {
        try
        {
            nint context = globalContext();
            // What has no such algorithm warns and goes on: nothing that the networks use is known to, and a fit is worth more than a certainty.
            setDeterministicAlgorithms(context, wanted, true);
            setDeterministicCuDNN(context, wanted);
            return true;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint globalContext();

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    private static partial void setDeterministicAlgorithms(nint context, [MarshalAs(UnmanagedType.U1)] bool on, [MarshalAs(UnmanagedType.U1)] bool warnOnly);

    [LibraryImport("torch_cpu", EntryPoint = "_ZN2at7Context21setDeterministicCuDNNEb")]
    private static partial void setDeterministicCuDNN(nint context, [MarshalAs(UnmanagedType.U1)] bool on);

    [LibraryImport("torch_cpu", EntryPoint = "_ZNK2at7Context23deterministicAlgorithmsEv")]
    [return: MarshalAs(UnmanagedType.U1)]
    private static partial bool deterministicAlgorithms(nint context);
}
