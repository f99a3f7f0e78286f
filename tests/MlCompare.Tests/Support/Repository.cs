namespace MlCompare.Tests.Support;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds MlCompare.sln.</summary>
    public static string Root { get; } = Find();

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MlCompare.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"MlCompare.sln was not found above {AppContext.BaseDirectory}.");
    }
}
