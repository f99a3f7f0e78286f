using MlCompare.Studies;

namespace MlCompare.Cli;

/// <summary>
/// The embedded study: five synthetic sets whose best family is known from theory, so that a first report shows different winners and
/// why that is right.
/// </summary>
internal static class QuickstartStudy
{
    private static readonly Modality[] Shown = [Modality.Tabular, Modality.Image, Modality.Text];

    /// <param name="others">Learners that take part besides, separated by commas; null for none.</param>
    public static Study Make(Plugins plugins, string? others = null)
    {
        Study study = new()
        {
            Name = "quickstart",
            Datasets = ["axis-boxes", "rotated-boxes", "smooth-waves", "translated-patterns", "markov-text"],
            // The convolutional network declines all but the images; without it the page would give wrong advice on them.
            Learners = [.. LearnerChoice.Parse(null, plugins, Shown).Concat(others is null ? [] : LearnerChoice.Parse(others, plugins, Shown)).DistinctBy(plan => plan.Id)],
            Sizes = [250, 1000, 2000],
            Noise = [0, 0.2, 0.4],
            NoiseRows = 1000,
            Replicates = 3,
            TestRows = 4000,
        };
        return study with { Contrasts = StandardContrasts.For(study, TaskKind.Binary, plugins.Learners) };
    }
}
