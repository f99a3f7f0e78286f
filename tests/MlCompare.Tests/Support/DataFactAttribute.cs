namespace MlCompare.Tests.Support;

/// <summary>A fact that needs the real data sets; skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (Folder is null)
        {
            Skip = "The real data sets are absent: set MLCOMPARE_DATA to their folder, or keep them in ../shared/datasets beside the checkout.";
        }
    }

    /// <summary>The folder with one folder for each data set; null when it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>A file or folder of a data set.</summary>
    public static string At(params string[] parts) => Path.Combine([Folder ?? throw new InvalidOperationException("No data."), .. parts]);

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable("MLCOMPARE_DATA");
        if (Directory.Exists(named))
        {
            return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, "shared", "datasets");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
