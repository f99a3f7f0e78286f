namespace MlCompare.Learners.Encoders;

/// <summary>How numeric columns are centred and scaled; always with figures of the training rows.</summary>
public enum NumericScaling
{
    /// <summary>Values as they are.</summary>
    None,
    /// <summary>Mean 0, standard deviation 1.</summary>
    Standard,
    /// <summary>Median 0, interquartile range 1; the standard deviation where the interquartile range is 0.</summary>
    Robust,
}

/// <summary>How pixels are centred and scaled.</summary>
public enum PixelScaling
{
    None,
    /// <summary>One mean and one standard deviation for all pixels: distances between images keep their meaning.</summary>
    Global,
    /// <summary>Mean and standard deviation of each pixel and channel; pixels constant in training become 0.</summary>
    PerPixel,
}

/// <summary>What <see cref="FeatureEncoder"/> makes of each kind of column. A count of 0 means: chosen from the number of rows.</summary>
public sealed record EncoderOptions
{
    public NumericScaling Scaling { get; init; } = NumericScaling.Robust;

    /// <summary>
    /// Scaled numbers x become x / √(1 + (x / c)²), which bounds them by ±c; 0 leaves them alone. 3 as in RealMLP (Holzmüller et al. 2024).
    /// </summary>
    public double ClipAt { get; init; } = 3;

    /// <summary>Adds a 0/1 column for each numeric or text column with missing training values.</summary>
    public bool MissingIndicators { get; init; } = true;

    /// <summary>Most levels of one categorical column that get an indicator; the rest share the rare bucket.</summary>
    public int MaxLevels { get; init; } = 128;

    /// <summary>Levels seen less often in training share the rare bucket; 0: 1 below 100 rows, 2 below 1,000, else 3.</summary>
    public int MinLevelCount { get; init; }

    /// <summary>Adds the scaled rank of an ordered category beside its indicators.</summary>
    public bool OrderedAsRank { get; init; } = true;

    /// <summary>The value of a set indicator; a binary column becomes minus or plus this.</summary>
    public float IndicatorValue { get; init; } = 1;

    /// <summary>Most word 1–2-grams of one text column; 0 for none.</summary>
    public int WordFeatures { get; init; } = 30_000;

    /// <summary>Most character 3–5-grams of one text column; 0 for none.</summary>
    public int CharacterFeatures { get; init; } = 30_000;

    /// <summary>Terms in fewer training texts are dropped; 0: 1 below 50 rows, else 2.</summary>
    public int MinDocumentCount { get; init; }

    public PixelScaling Pixels { get; init; } = PixelScaling.Global;

    /// <summary>Texts by the counts of all their n-grams; null: by TF-IDF.</summary>
    internal SpectrumOptions? Spectrum { get; init; }

    /// <summary>Images by their patches; null: by their pixels.</summary>
    internal PatchOptions? Patches { get; init; }

    /// <summary>Equal parts of a sound over which the log-mel energies are averaged.</summary>
    public int TimeBins { get; init; } = 16;

    public int MelBands { get; init; } = 40;

    internal int LevelCountFor(int rows) => MinLevelCount > 0 ? MinLevelCount : rows < 100 ? 1 : rows < 1000 ? 2 : 3;

    internal int DocumentCountFor(int rows) => MinDocumentCount > 0 ? MinDocumentCount : rows < 50 ? 1 : 2;
}
