namespace MlCompare.Networks;

/// <summary>How the learning rate changes over a run.</summary>
public enum RateSchedule
{
    /// <summary>The peak from the end of the warm-up on.</summary>
    Constant,
    /// <summary>Half a cosine from the peak down to 0 (Loshchilov and Hutter 2017).</summary>
    Cosine,
    /// <summary>The peak for the first half of the run, then half a cosine down to 0 (the flat-cosine schedule of RealMLP).</summary>
    FlatCosine,
}
