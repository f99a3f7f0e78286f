using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Trainers;

/// <summary>Predictions of a view, one block of rows after the other.</summary>
internal sealed class BlockScores : IDisposable
{
    private const int BlockRows = 512;

    private readonly MlCompareTransformer model;
    private readonly DataViewRowCursor ahead;
    private readonly FeatureReader features;
    private Prediction block = new([], 1);
    private int row = -1;

    public BlockScores(IDataView input, MlCompareTransformer model)
    {
        this.model = model;
        features = new FeatureReader(model.Source, input.Schema, BlockRows);
        ahead = input.GetRowCursor(model.Source.In(input.Schema));
        features.Bind(ahead);
    }

    /// <summary>The prediction of the row that the last <see cref="MoveNext"/> came to.</summary>
    public (Prediction Prediction, int Row) Current => (block, row);

    public void MoveNext()
    {
        if (++row < block.Count)
        {
            return;
        }

        int count = 0;
        while (count < BlockRows && ahead.MoveNext())
        {
            features.Append();
            count++;
        }

        if (count > 0)
        {
            block = model.Predict(features.Finish());
            row = 0;
        }
    }

    public void Dispose() => ahead.Dispose();
}
