namespace MlCompare.Learners;

/// <summary>What a fit used of a device: proof that a GPU ran, or did not.</summary>
/// <param name="Name">Of the device, as its driver says.</param>
/// <param name="PeakBytes">
/// The highest memory in use during the fit: of a GPU by all programs on it, after an epoch, for a caching allocator gives nothing back between;
/// of a processor by the process that trained.
/// </param>
/// <param name="Seconds">Spent there; for models that were trained side by side, of all of them.</param>
public sealed record DeviceUse(string Name, long PeakBytes, double Seconds);
