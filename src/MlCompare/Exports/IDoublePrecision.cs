using MlCompare.Data;
using MlCompare.Learners;

namespace MlCompare.Exports;

/// <summary>
/// Optional on an <see cref="IPredictor"/> that predicts in single precision although its weights are large and cancel: the same function in double
/// precision, slowly. A file that computes in double precision is to be compared with this.
/// </summary>
public interface IDoublePrecision
{
    Prediction PredictInDouble(FeatureTable features);
}
