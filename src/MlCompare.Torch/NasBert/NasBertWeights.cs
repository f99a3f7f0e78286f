namespace MlCompare.Torch.NasBert;

/// <summary>
/// The file of pre-trained weights. ML.NET downloads it in the middle of a fit, five times if need be and for ten minutes each; here a study
/// never reaches for the network, and a file that is not there is said before anything runs.
/// </summary>
/// <param name="Folder">What ML.NET is to take for its folder of temporary files.</param>
internal sealed record NasBertWeights(string Folder)
{
    private const string Address = "https://aka.ms/mlnet-resources/models/NasBert2000000.tsm", FileName = "NasBert2000000.tsm";

    // ML.NET's own variable for its downloads, and the folder that it keeps below each place.
    private const string Variable = "MICROSOFTML_RESOURCE_PATH", Below = "mlnet";

    public string File => Path.Combine(Folder, Below, FileName);

    /// <summary>Why there are none, and how to get them: one line.</summary>
    public static string Missing =>
        $"the weights of NAS-BERT are not on this machine, and no package brings them; download {Address} (about 18 MB) to {new NasBertWeights(Folders().First()).File}, or name another folder with the environment variable {Variable}";

    /// <summary>Null when they are nowhere.</summary>
    public static NasBertWeights? Find() => Folders().Select(folder => new NasBertWeights(folder)).FirstOrDefault(weights => System.IO.File.Exists(weights.File));

    /// <summary>The user's own, or the one for resources of ML.NET; last where an app of ML.NET has put it.</summary>
    private static IEnumerable<string> Folders()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return [Path.GetFullPath(named)];
        }

        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return [.. data.Length > 0 ? [Path.Combine(data, "mlnet-resources")] : Array.Empty<string>(), Path.GetTempPath()];
    }
}
