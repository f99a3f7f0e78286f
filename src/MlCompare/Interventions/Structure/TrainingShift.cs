namespace MlCompare.Interventions.Structure;

/// <summary>
/// Shifts the training images at random and leaves the test images in place. Expect little for learners that carry over from place to place,
/// and a loss in proportion to their want of rows for those that must see every place.
/// </summary>
public sealed class TrainingShift : ShiftedImages
{
    public override string Id => "training-shift";

    public override string Title => "Training images shifted";

    public override string Property => "fixed place of the object (in training)";

    protected override bool ChangesTest => false;

    public override string At(double level) => FormattableString.Invariant($"training images shifted by up to {100 * level:0.#} % of the side");
}
