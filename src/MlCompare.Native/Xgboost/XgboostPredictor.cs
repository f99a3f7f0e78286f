using MlCompare.Data;
using MlCompare.Importance;
using MlCompare.Learners;
using MlCompare.Learners.Boosting;
using MlCompare.Learners.Encoders;

namespace MlCompare.Native.Xgboost;

/// <summary>A model of the library, predicting without it: see <see cref="XgboostTrees"/>.</summary>
public sealed class XgboostPredictor : IPredictor, IShapley, IGainImportance
{
    private const byte Version = 1;

    private readonly InputEncoding encoding;
    private readonly OutputHead head;
    private readonly double[] start;
    private readonly byte[] model;

    internal XgboostPredictor(InputEncoding encoding, OutputHead head, double[] start, byte[] model)
    {
        (this.encoding, this.head, this.start, this.model) = (encoding, head, start, model);
        int[] levels = encoding.Levels;
        XgboostTrees trees = model.Length == 0 ? XgboostTrees.None(levels.Length) : XgboostTrees.Read(model, levels, start.Length);
        double total = trees.Gains.Sum();
        double[] shares = [.. trees.Gains.Select(gain => total > 0 ? gain / total : 0)];
        Trees = new BoostingPredictor(encoding, head, start, trees.Rounds, encoding.ToRawInputs(shares));
    }

    /// <summary>The same model in the embedded engine's form, for whatever reads trees; covers are sums of hessians.</summary>
    public BoostingPredictor Trees { get; }

    /// <summary>Rounds kept; each has one tree, or one a class when there are more than two.</summary>
    public int Rounds => Trees.Rounds;

    /// <summary>As <see cref="BoostingPredictor.GainImportance"/>.</summary>
    public IReadOnlyList<double> GainImportance => Trees.GainImportance;

    /// <summary>
    /// The library's own model as UBJSON, for use elsewhere: columns in ordinal order of their names, classes numbered by first
    /// occurrence, targets standardised, scores without the start. Empty when no round was worth keeping.
    /// </summary>
    public ReadOnlySpan<byte> Model => model;

    public long Leaves => Trees.Leaves;

    public Prediction Predict(FeatureTable features) => Trees.Predict(features);

    public Attributions Attribute(FeatureTable features) => Trees.Attribute(features);

    public void Save(BinaryWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Version);
        encoding.Save(writer);
        head.Save(writer);
        NumberArrays.Save<double>(writer, start);
        NumberArrays.Save<byte>(writer, model);
    }

    internal static XgboostPredictor Load(BinaryReader reader)
    {
        FileFormat.Expect(reader, Version, "XGBoost model");
        InputEncoding encoding = InputEncoding.Load(reader);
        OutputHead head = OutputHead.Load(reader);
        double[] start = NumberArrays.Load<double>(reader);
        return new XgboostPredictor(encoding, head, start, NumberArrays.Load<byte>(reader));
    }
}
