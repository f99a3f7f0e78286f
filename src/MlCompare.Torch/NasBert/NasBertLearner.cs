using MlCompare.Data;
using MlCompare.Learners;
using MlCompare.Learners.Encoders;
using MlCompare.Learners.Targets;
using MlCompare.Native.Workers;
using MlCompare.Studies;

namespace MlCompare.Torch.NasBert;

/// <summary>
/// ML.NET's text classifier: NAS-BERT (Xu et al. 2021), a small transformer that has read much English, fine-tuned. Expect it ahead of all
/// that start from nothing where texts are English, labels few and meaning more than single words; it reads 512 tokens of a text.
/// </summary>
public sealed class NasBertLearner(NasBertOptions settings) : Learner<NasBertOptions>(settings)
{
    public NasBertLearner()
        : this(new NasBertOptions())
    {
    }

    public override string Id => NasBertEngine.Learner;

    public override string Title => "NAS-BERT text classifier (ML.NET)";

    public override Family Family => Family.Neural;

    public override string Engine => "mlnet-torch";

    public override IReadOnlyList<Hyperparameter> SearchSpace =>
    [
        new Hyperparameter.LogUniform("learningRate", 2e-5, 5e-4),
        new Hyperparameter.Choice("epochs", 5, 10, 20),
        new Hyperparameter.Choice("batchSize", 16, 32),
        new Hyperparameter.Choice("dropout", 0.0, 0.1, 0.2),
    ];

    public override string? Decline(TrainingSet train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return train.Features.Modality != Modality.Text ? "it reads texts only"
            : train.Task == TaskKind.Regression ? "it tells classes apart: the labels are numbers"
            : new NasBertEngine().State.Missing is string missing ? $"ML.NET's text classifier is missing: {missing}"
            : null;
    }

    public override IPredictor Fit(TrainingSet train, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(context);
        context.Cancel.ThrowIfCancellationRequested();
        TextColumn texts = train.Features.Columns.OfType<TextColumn>().First();
        // ML.NET takes the rows as they come, in every pass.
        int[] rows = [.. Enumerable.Range(0, train.Count)];
        context.Rng("nas-bert rows").Shuffle(rows);
        (ClassOrder order, int[] numbers) = ClassOrder.Of([.. rows.Select(row => train.Labels.Classes[row])], train.Labels.ClassCount);
        if (order.Count == 1)
        {
            return new NasBertPredictor(texts.Name, order, [], null);
        }

        NasBertWeights weights = NasBertWeights.Find() ?? throw new InputException("ML.NET's text classifier has no weights", $"learner {Id}", NasBertWeights.Missing);
        NasBertRequest request = new(
            Settings, weights.Folder, context.Rng("nas-bert").NextInt(int.MaxValue), context.Threads, order.Count, [.. rows.Select(row => texts.Values[row] ?? "")], numbers);
        using BinaryReader answer = WorkerPool.Run<NasBertFitJob>(request.Write, context.Cancel);
        DeviceUse device = new(answer.ReadString(), answer.ReadInt64(), answer.ReadDouble());
        return new NasBertPredictor(texts.Name, order, NumberArrays.Load<byte>(answer), device);
    }

    public override IPredictor Load(BinaryReader reader) => NasBertPredictor.Load(reader);

    protected override ILearner Create(NasBertOptions changed) => new NasBertLearner(changed);

    protected override void Validate(NasBertOptions changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        OptionRanges ranges = new(Id);
        ranges.Require(changed.Epochs >= 1, "epochs", "1 or more");
        ranges.Require(changed.BatchSize >= 1, "batchSize", "1 or more");
        ranges.Require(changed.LearningRate is > 0 and <= 1, "learningRate", "above 0, at most 1");
        ranges.Require(changed.WeightDecay is >= 0 and <= 1, "weightDecay", "from 0 to 1");
        ranges.Require(changed.Dropout is >= 0 and < 1, "dropout", "from 0 to below 1");
    }
}
