using System.Collections.Immutable;

namespace MlCompare.Importance;

/// <summary>Which columns one fitted model leans on, measured on some of its test rows.</summary>
/// <param name="Measure">What permutation importance is an increase of: "logLoss" or "rmse".</param>
/// <param name="Loss">Its value on these rows with all columns in place.</param>
/// <param name="Rows">Test rows looked at.</param>
/// <param name="Repeats">Shuffles of each column; 0 when there were too many columns to shuffle them one by one.</param>
/// <param name="ShapRows">Rows of these that the Shapley values are of; fewer for large models. Null for models without.</param>
/// <param name="Width">Columns of the table.</param>
/// <param name="Columns">The columns that are among the first by any of the figures, in the order of the table.</param>
public sealed record ModelImportance(
    string Measure, double Loss, int Rows, int Repeats, int? ShapRows, int Width, ImmutableArray<ColumnImportance> Columns);

/// <summary>What one column is to a model; figures that this kind of model does not have are null.</summary>
/// <param name="Permutation">Increase of the loss when the column is shuffled.</param>
/// <param name="PermutationError">Standard error of that over the rows.</param>
/// <param name="Shap">Share of the mean absolute Shapley values.</param>
/// <param name="Gain">Share of the gain of all splits.</param>
public sealed record ColumnImportance(
    string Name, double? Permutation = null, double? PermutationError = null, double? Shap = null, double? Gain = null);
