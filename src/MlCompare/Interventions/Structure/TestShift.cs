namespace MlCompare.Interventions.Structure;

/// <summary>
/// Shifts the test images at random and leaves the training images in place: what the camera does in use. Expect raw-pixel learners to fall
/// far, and convolution with pooling to fall less.
/// </summary>
public sealed class TestShift : ShiftedImages
{
    public override string Id => "test-shift";

    public override string Title => "Test images shifted";

    public override string Property => "same place in training and in use";

    protected override bool ChangesTraining => false;

    public override string At(double level) => FormattableString.Invariant($"test images shifted by up to {100 * level:0.#} % of the side");
}
