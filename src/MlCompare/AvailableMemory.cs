namespace MlCompare;

/// <summary>Memory that this process may fill: the machine's, its container's, or what it was told to stay below, whichever is least.</summary>
public static class AvailableMemory
{
    /// <summary>What whoever started this process allows it; null: all there is.</summary>
    public static long? Ceiling { get; set; }

    /// <summary>Bytes. Of a container's limit .NET leaves a quarter to what is not its own (GCHeapHardLimitPercent).</summary>
    public static long Bytes => Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Ceiling ?? long.MaxValue);
}
