namespace MlCompare.Exports;

/// <summary>Writes fitted models in a format that other programs run; the id names the format.</summary>
public interface IModelExporter : INamed
{
    /// <summary>Of its files, with the dot.</summary>
    string Ending { get; }

    /// <summary>Why this program cannot write it, with the command that adds it; null when it can.</summary>
    string? Missing { get; }

    /// <summary>Writes the whole pipeline: what makes numbers of the columns, the model, and what makes predictions of its scores.</summary>
    /// <exception cref="InputException">The format has no words for this model; nothing of use was written.</exception>
    void Write(FittedModel model, Stream stream);
}
