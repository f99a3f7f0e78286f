using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Exports;

/// <summary>Runs written models by other code than that which fitted them.</summary>
public interface IModelRuntime : INamed
{
    /// <summary>Id of the <see cref="IModelExporter"/> whose files it runs.</summary>
    string Format { get; }

    /// <summary>Its version; null where it cannot run here.</summary>
    string? Version { get; }

    /// <summary>Why it cannot run here, and how to check the file all the same; null when it can.</summary>
    string? Missing { get; }

    /// <summary>What the file predicts of these rows, as the model would: class probabilities by code, or values.</summary>
    /// <param name="model">What was written: its columns and classes, not its predictions.</param>
    /// <exception cref="InputException">The file cannot be loaded or run.</exception>
    Prediction Predict(string path, FittedModel model, FeatureTable rows);
}
