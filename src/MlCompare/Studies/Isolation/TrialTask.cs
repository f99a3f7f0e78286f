using System.Text.Json;
using System.Text.Json.Nodes;
using MlCompare.Learners;
using MlCompare.Measures;

namespace MlCompare.Studies.Isolation;

/// <summary>Trials of one learner with their blocks, so that another process can run them: a single one, or all that share work.</summary>
public sealed class TrialTask
{
    private readonly Study study;
    private readonly TrialPlan[] trials;
    private readonly Block[] blocks;
    private readonly MeasureSet measures;
    private readonly string revision;
    private readonly int threads;
    private readonly Dictionary<int, AloneCost> known;
    private readonly Lazy<(TrialRunner Runner, SharedTrials Shared)> here;

    /// <param name="known">What fitting this learner alone costs on this data set, by rows, where it has been measured.</param>
    internal TrialTask(Study study, TrialPlan[] trials, Block[] blocks, MeasureSet measures, string revision, int threads, Dictionary<int, AloneCost> known)
    {
        (this.study, this.trials, this.blocks, this.measures, this.revision, this.threads, this.known) = (study, trials, blocks, measures, revision, threads, known);
        here = new Lazy<(TrialRunner, SharedTrials)>(() => (
            new TrialRunner(study, measures, revision, threads),
            new SharedTrials(study, trials, plan => blocks[Array.IndexOf(trials, plan)], known)));
    }

    /// <summary>Whether another process can make this learner.</summary>
    public static bool Travels(ILearner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        return TypeReference.Travels(learner.GetType());
    }

    /// <summary>Runs a trial here, in whatever process this is.</summary>
    public TrialRow Run(int trial, Action<string> remark, CancellationToken cancel) =>
        here.Value.Runner.Run(trials[trial], blocks[trial], here.Value.Shared, remark, cancel);

    public void Write(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ILearner learner = trials[0].Contestant.Learner;
        writer.Write(JsonSerializer.Serialize(study, StudyJson.Line));
        writer.Write(revision);
        writer.Write(threads);
        writer.Write(trials[0].Contestant.Name);
        writer.Write(trials[0].Contestant.Draws);
        TypeReference.Write(writer, learner.GetType());
        writer.Write(learner.Options.ToJsonString(StudyJson.Line));
        writer.Write(measures.Measures.Count);
        foreach (IMeasure measure in measures.Measures)
        {
            TypeReference.Write(writer, measure.GetType());
        }

        writer.Write(known.Count);
        foreach ((int rows, AloneCost cost) in known)
        {
            writer.Write(rows);
            writer.Write(cost.Seconds);
            writer.Write(cost.Peak);
        }

        writer.Write(trials.Length);
        Block? other = null;
        foreach ((TrialPlan trial, Block block) in trials.Zip(blocks))
        {
            writer.Write(trial.Key);
            writer.Write(trial.Set);
            writer.Write(trial.Dataset);
            writer.Write(trial.Replicate);
            writer.Write(trial.Rows);
            writer.Write(JsonSerializer.Serialize(trial.Conditions, StudyJson.Line));
            writer.Write(trial.Explain);
            writer.Write(trial.FollowNoise);
            BlockTransfer.Write(writer, block, other);
            other = block;
        }
    }

    public static TrialTask Read(BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Study study = JsonSerializer.Deserialize<Study>(reader.ReadString(), StudyJson.Line)!;
        string revision = reader.ReadString();
        int threads = reader.ReadInt32();
        string name = reader.ReadString();
        int draws = reader.ReadInt32();
        ILearner learner = TypeReference.Make<ILearner>(reader).With(JsonNode.Parse(reader.ReadString())!.AsObject());
        Contestant contestant = new(name, learner) { Draws = draws };
        MeasureSet measures = new(new Catalog<IMeasure>([.. Times(reader, TypeReference.Make<IMeasure>)]));
        Dictionary<int, AloneCost> known = Times(reader, r => (Rows: r.ReadInt32(), Cost: new AloneCost(r.ReadDouble(), r.ReadInt64())))
            .ToDictionary(pair => pair.Rows, pair => pair.Cost);
        Block? other = null;
        (TrialPlan Trial, Block Block)[] all = Times(reader, r => (Trial(r, contestant), other = BlockTransfer.Read(r, other)));
        return new TrialTask(
            study, [.. all.Select(pair => pair.Trial)], [.. all.Select(pair => pair.Block)], measures, revision, threads, known);
    }

    private static TrialPlan Trial(BinaryReader reader, Contestant contestant) => new(
        reader.ReadString(),
        reader.ReadInt32(),
        reader.ReadString(),
        reader.ReadInt32(),
        reader.ReadInt32(),
        JsonSerializer.Deserialize<SortedDictionary<string, double>>(reader.ReadString(), StudyJson.Line)!,
        contestant)
    {
        Explain = reader.ReadBoolean(),
        FollowNoise = reader.ReadBoolean(),
    };

    private static T[] Times<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        T[] all = new T[reader.ReadInt32()];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = read(reader);
        }

        return all;
    }
}
