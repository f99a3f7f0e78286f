using Microsoft.ML;
using MlCompare.Learners;
using MlCompare.MLNet.Views;

namespace MlCompare.MLNet.Trainers;

/// <summary>Predictions of a view, one block of rows after the other.</summary>
internal sealed class BlockScores(IDataView input, MlCompareTransformer model) : IDisposable
{
    private const int BlockRows = 512;

    private readonly DataViewRowCursor ahead = input.GetRowCursor(model.Source.In(input.Schema));
    private Prediction block = new([], 1);
    private int row = -1;

    /// <summary>The prediction of the row that the last <see cref="MoveNext"/> came to.</summary>
    public (Prediction Prediction, int Row) Current => (block, row);

    public void MoveNext()
    {
        if (++row < block.Count)
        {
            return;
        }

        ColumnBuilder[] builders = model.Source.Builders(input.Schema, BlockRows);
        foreach (ColumnBuilder builder in builders)
        {
            builder.Bind(ahead);
        }

        int count = 0;
        while (count < BlockRows && ahead.MoveNext())
        {
            foreach (ColumnBuilder builder in builders)
            {
                builder.Append();
            }

            count++;
        }

        if (count > 0)
        {
            block = model.Model.Predict(model.Source.Finish(builders));
            row = 0;
        }
    }

    public void Dispose() => ahead.Dispose();
}
