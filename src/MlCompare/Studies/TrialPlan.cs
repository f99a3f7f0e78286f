using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlCompare.Learners;

namespace MlCompare.Studies;

/// <summary>One learner as it takes part in a study.</summary>
public sealed record Contestant(string Name, ILearner Learner)
{
    /// <summary>Follows the name of a learner whose options are chosen anew in each trial.</summary>
    public const string TunedSuffix = "-tuned";

    /// <summary>Configurations tried a trial besides the options given; 0 means that these are taken as they are.</summary>
    public int Draws { get; init; }

    /// <summary>For charts and tables.</summary>
    public string Title => Draws == 0 ? Learner.Title : $"{Learner.Title}, tuned";
}

/// <summary>One trial to run: learner × data set × replicate × conditions.</summary>
/// <param name="Set">Index of the data set in the study.</param>
/// <param name="Rows">Training rows.</param>
/// <param name="Conditions">Intervention id → level; every key of <see cref="TrialRow.Conditions"/>.</param>
public sealed record TrialPlan(
    string Key, int Set, string Dataset, int Replicate, int Rows, SortedDictionary<string, double> Conditions, Contestant Contestant)
{
    /// <summary>Identifies the block: trials with one value of it train on identical rows.</summary>
    public string Cell { get; } = $"{Dataset}|{Replicate}|{Describe(Conditions)}";

    /// <summary>The model of this trial is asked which columns it leans on.</summary>
    public bool Explain { get; init; }

    /// <summary>The label noise of this trial is followed into its model.</summary>
    public bool FollowNoise { get; init; }

    /// <summary>
    /// First 16 hexadecimal digits of the SHA-256 over all that decides the result: data set, replicate, conditions, learner, every
    /// option, seed, tuning budget and number of test rows.
    /// </summary>
    public static string MakeKey(
        Study study, string dataset, int replicate, SortedDictionary<string, double> conditions, Contestant contestant)
    {
        string text = string.Join(
            '\n',
            dataset,
            replicate,
            Describe(conditions),
            contestant.Learner.Id,
            contestant.Name,
            contestant.Learner.Engine,
            JsonSerializer.Serialize(contestant.Learner.Options, StudyJson.Line),
            study.Seed,
            contestant.Draws,
            study.TestRows);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    private static string Describe(SortedDictionary<string, double> conditions) =>
        string.Join(',', conditions.Select(pair => FormattableString.Invariant($"{pair.Key}={pair.Value:R}")));
}
