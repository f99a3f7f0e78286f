using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlCompare.Torch.NasBert;

/// <summary>
/// Microsoft.ML.TorchSharp 0.23 was built for TorchSharp 0.102, where a layer's <c>weight</c> was a new handle each time it was asked for. Its
/// four methods that initialise one (<c>ModelUtils.Init…</c>) let the handle go when they are done; since TorchSharp 0.104 that is the weight
/// itself, and the network is dead before it has its weights. Here these methods keep it: they call, drop the result, and return. Only what looks
/// exactly like them is touched, in memory only; a later version without the fault is left as it is.
/// </summary>
internal static class NasBertRepair
{
    private const string Type = "ModelUtils", Methods = "Init";
    private const byte Call = 0x28, StoreFirst = 0x0A, Pop = 0x26, Return = 0x2A;
    private const int TokenBytes = 4;

    // What follows the call of a "using" of one variable: leave, and in "finally" Dispose unless null (ECMA-335 III); no byte of it is a token but the last call's.
    private static readonly byte[] Disposes = [StoreFirst, 0xDE, 0x0A, 0x06, 0x2C, 0x06, 0x06, 0x6F];

    // The small form of a method's header: length × 4 + 2, no locals, no handlers, a stack of 8 (ECMA-335 II.25.4.2).
    private const byte SmallForm = 2, LongestSmall = 63;

    /// <summary>The assembly's bytes, changed where need be.</summary>
    public static byte[] Repaired(byte[] assembly)
    {
        using PEReader file = new(new MemoryStream(assembly, writable: false));
        MetadataReader metadata = file.GetMetadataReader();
        byte[] repaired = (byte[])assembly.Clone();
        foreach (MethodDefinition method in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => metadata.GetString(type.Name) == Type)
            .SelectMany(type => type.GetMethods()).Select(metadata.GetMethodDefinition).Where(method => metadata.GetString(method.Name).StartsWith(Methods, StringComparison.Ordinal)))
        {
            byte[] code = file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!;
            int call = Array.IndexOf(code, Call), after = call + 1 + TokenBytes;
            if (call >= 0 && after + 2 <= LongestSmall && code.AsSpan(after).StartsWith(Disposes))
            {
                byte[] kept = [(byte)(((after + 2) << 2) | SmallForm), .. code[..after], Pop, Return];
                kept.CopyTo(repaired, Place(file, method.RelativeVirtualAddress));
            }
        }

        return repaired;
    }

    /// <summary>Where an address of the loaded image lies in the file.</summary>
    private static int Place(PEReader file, int address)
    {
        SectionHeader section = file.PEHeaders.SectionHeaders[file.PEHeaders.GetContainingSectionIndex(address)];
        return address - section.VirtualAddress + section.PointerToRawData;
    }
}
