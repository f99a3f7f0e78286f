using MlCompare.Datasets;
using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>
/// Relative paths in a study file start at its folder, so that a folder with data and results may be moved as a whole; ids of data
/// sets and absolute paths stay as they are.
/// </summary>
internal static class StudyPaths
{
    /// <summary>The study with paths that can be opened from the working directory.</summary>
    /// <param name="home">Where relative paths start; what is not there is looked for in the working directory.</param>
    public static Study Found(Study study, string home, DatasetLibrary library)
    {
        string Find(string path)
        {
            string there = Path.GetFullPath(path, Path.GetFullPath(home));
            return Path.IsPathRooted(path) || !(File.Exists(there) || Directory.Exists(there))
                ? path
                : Path.GetRelativePath(Environment.CurrentDirectory, there);
        }

        return With(study, library, Find);
    }

    /// <summary>Full paths of the assemblies that the study names.</summary>
    public static IEnumerable<string> Plugins(Study study, string home) => (study.Plugins ?? []).Select(path => Path.GetFullPath(path, Path.GetFullPath(home)));

    /// <summary>The study as it is written into a folder.</summary>
    public static Study Moved(Study study, string folder, DatasetLibrary library) => With(
        study,
        library,
        path => Path.IsPathRooted(path) ? path : Path.GetRelativePath(Path.GetFullPath(folder), Path.GetFullPath(path)).Replace('\\', '/'));

    private static Study With(Study study, DatasetLibrary library, Func<string, string> change) => study with
    {
        Datasets = [.. study.Datasets.Select(set => library.Has(set) ? set : change(set))],
        Schema = study.Schema is string schema ? change(schema) : null,
        Plugins = study.Plugins is { } plugins ? [.. plugins.Select(change)] : null,
    };
}
