using Microsoft.ML;
using Microsoft.ML.Data;
using MlCompare.Learners.Targets;
using MlCompare.MLNet.Rows;
using MlCompare.Native.Libsvm;

namespace MlCompare.MLNet.Learners;

/// <summary>
/// Probabilities for trainers that only score, from scores of rows that the model was not trained on (Platt 2000). ML.NET calibrates on
/// the training rows, where a forest is nearly always right: on 2,000 rows of adult that made its log loss 0.66 in place of 0.34.
/// </summary>
internal static class ScoreCalibration
{
    /// <summary>Scores one after the other, of a trainer that was given the training rows without those held out; then the model of all.</summary>
    public static MlNetModel Fit(MlNetTraining training, Func<MlNetTraining, ITransformer> train)
    {
        EncodedLabels labels = training.View.Labels!;
        int width = labels.Classes == 2 ? 1 : labels.Classes;
        double[] held = new double[labels.Values.Length * width];
        Array.Fill(held, double.NaN);
        foreach (InnerSplit split in training.Splits)
        {
            // Where a class is missing among the rows to fit on, the scores are those of another question.
            if (split.Train.Select(row => labels.Values[row]).Distinct().Count() == labels.Classes)
            {
                Score(train(training with { View = training.View.Select(split.Train), Splits = [] }), training.View, split.Held, held);
            }
        }

        ITransformer model = train(training);
        if (held.All(double.IsNaN))
        {
            // Too few rows to hold any out.
            Score(model, training.View, [.. Enumerable.Range(0, labels.Values.Length)], held);
        }

        return new MlNetModel(model, [.. Enumerable.Range(0, width).Select(k => PlattScale.Fit(
            [.. Enumerable.Range(0, labels.Values.Length).Select(row => held[row * width + k])],
            [.. labels.Values.Select(value => (int)value == (width == 1 ? 1 : k))]))]);
    }

    private static void Score(ITransformer model, EncodedView view, int[] rows, double[] scores)
    {
        IDataView scored = model.Transform(view.Select(rows));
        DataViewSchema.Column column = scored.Schema["Score"];
        if (column.Type is VectorDataViewType { Size: var width })
        {
            int next = 0;
            foreach (float[] row in scored.GetColumn<float[]>(column))
            {
                Array.ConvertAll(row, score => (double)score).CopyTo(scores, rows[next++] * width);
            }
        }
        else
        {
            int next = 0;
            foreach (float score in scored.GetColumn<float>(column))
            {
                scores[rows[next++]] = score;
            }
        }
    }
}
