using MlCompare.Data;

namespace MlCompare.Learners;

/// <summary>One model wanted of shared rows: fitted to the first <paramref name="Rows"/> rows with these labels, as Fit would with this seed.</summary>
/// <param name="Rows">Training rows; the rows of smaller cells are the first of larger ones.</param>
/// <param name="Labels">One a row, as given: noise included.</param>
/// <param name="Seed">What <see cref="FitContext.Seed"/> is when the cell is fitted alone.</param>
public sealed record SharedCell(int Rows, Labels Labels, ulong Seed);

/// <summary>
/// Optional on an <see cref="ILearner"/>: trials on the same rows in the same order (nested sizes, versions of the labels) done
/// together. Whatever is shared, each model must predict what <see cref="ILearner.Fit"/> would give for its cell alone.
/// </summary>
public interface ISharedFit
{
    /// <summary>Does, or prepares, what the cells have in common.</summary>
    /// <param name="features">The rows of the largest cell.</param>
    /// <param name="cells">All cells that the study plans on these rows, so that nothing depends on which of them are still open.</param>
    /// <param name="context">Cancellation and threads; the seeds stand in the cells.</param>
    ISharedWork Share(FeatureTable features, IReadOnlyList<SharedCell> cells, FitContext context);
}

/// <summary>Work shared by several cells.</summary>
public interface ISharedWork
{
    /// <summary>The model of one cell. Called at most once for each cell, in any order, from several threads.</summary>
    SharedModel Fit(int cell, CancellationToken cancel);
}

/// <summary>A model that came out of shared work.</summary>
/// <param name="AloneSeconds">
/// What the same fit costs alone, when the learner knows it because it did the same work (preparation and own part); null when it
/// has to be measured by a fit of its own.
/// </param>
public sealed record SharedModel(IPredictor Model, double? AloneSeconds);
