namespace MlCompare.Learners.Neural.Nets;

/// <summary>Training rows as a network reads them, and the encoder that made them.</summary>
internal sealed record EncodedRows(NetworkEncoder Encoder, NetworkRows Rows);
