using MlCompare.Data;
using MlCompare.Learners.Neural.Nets;
using MlCompare.Learners.Neural.Sounds;
using MlCompare.Learners.Neural.Texts;
using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Sequences;

/// <summary>What one after the other is read: the tokens of a text, or the log-mel energies of a sound, time by time.</summary>
internal sealed class SequenceEncoder(NetworkEncoder inner) : NetworkEncoder
{
    /// <summary>What cuts texts or sounds.</summary>
    public NetworkEncoder Inner => inner;

    public override NetworkInput? Input => inner.Input;

    /// <param name="drop">Probability that training drops a token.</param>
    /// <param name="shift">Places in time and pitch by which training spectrograms are moved at most.</param>
    public static SequenceEncoder Fit(FeatureTable train, ISequenceOptions options, double drop, int shift, CancellationToken cancel) => new(
        train.Modality == Modality.Audio
            ? SpectrogramEncoder.Fit(train, options.Times, options.Bands, shift, isLine: true, cancel)
            : TokenEncoder.Fit(train, options.Tokens, options.Words, options.LongestText, drop, cancel));

    public static string? Decline(string id, Modality modality) => modality is Modality.Text or Modality.Audio
        ? null
        : $"{id} is made for texts and sounds; these rows are {(modality == Modality.Image ? "images" : "tables")}.";

    /// <summary>The layer that makes vectors of a text's tokens; none for sounds.</summary>
    public IEnumerable<Layer> Vectors(int width, double deviation) => Input is NetworkInput.Tokens ? [new Layer.Embedding(width, deviation)] : [];

    public override NetworkRows Transform(FeatureTable features, CancellationToken cancel = default) => inner.Transform(features, cancel);

    public override void Save(BinaryWriter writer)
    {
        writer.Write(inner is TokenEncoder);
        inner.Save(writer);
    }

    public static SequenceEncoder Load(BinaryReader reader) => new(reader.ReadBoolean() ? TokenEncoder.Load(reader) : SpectrogramEncoder.Load(reader));
}

/// <summary>How learners of sequences cut texts and sounds.</summary>
internal interface ISequenceOptions
{
    TokenKind Tokens { get; }

    int Words { get; }

    int LongestText { get; }

    int Times { get; }

    int Bands { get; }

    void Validate(OptionRanges ranges)
    {
        TextRanges.Require(ranges, Tokens, Words, LongestText);
        ranges.Require(Times is >= 4 and <= 512, "times", "4 to 512");
        ranges.Require(Bands is >= 4 and <= 128, "bands", "4 to 128");
    }
}
