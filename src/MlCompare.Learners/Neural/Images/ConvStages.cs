using MlCompare.Networks;

namespace MlCompare.Learners.Neural.Images;

/// <summary>Stages of 3×3 convolutions with batch norm, max(0, ·) and pooling, each with twice the filters of the one before.</summary>
internal static class ConvStages
{
    // Images above this side are first brought down by cheap stages.
    private const int LargestSide = 48, CheapFilters = 16, MostStages = 3, LeastSide = 4;

    /// <param name="filters">Of the first full stage.</param>
    /// <param name="depth">Convolutions before each pooling.</param>
    public static IReadOnlyList<Layer> Make(TensorShape image, int filters, int depth)
    {
        List<Layer> layers = [];
        int side = Math.Min(image.Height, image.Width);
        for (; side > LargestSide; side /= 2)
        {
            Add(layers, CheapFilters, 1, pool: true);
        }

        for (int stage = 0; stage < MostStages && (stage == 0 || side >= LeastSide); stage++, side /= 2)
        {
            Add(layers, filters << stage, depth, side >= LeastSide);
        }

        return layers;
    }

    private static void Add(List<Layer> layers, int filters, int depth, bool pool)
    {
        for (int i = 0; i < depth; i++)
        {
            layers.AddRange([new Layer.Convolution(filters), new Layer.BatchNorm(), new Layer.Activate(Activation.Relu)]);
        }

        if (pool)
        {
            layers.Add(new Layer.MaxPool());
        }
    }
}
