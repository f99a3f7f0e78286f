using MlCompare.Data;

namespace MlCompare.Learners.Forest;

/// <summary>How the forest does on its own training rows, each judged only by the trees that did not see it.</summary>
/// <param name="Rows">Rows that some tree did not see.</param>
/// <param name="Error">Share of wrong classes, or root of the mean squared error in the unit of the target; NaN without such rows.</param>
public sealed record OutOfBag(int Rows, double Error);

/// <summary>Counts it.</summary>
internal sealed class OutOfBagVotes(ForestHead head, Labels labels)
{
    private readonly double[] sums = new double[labels.Count * head.Outputs];
    private readonly int[] trees = new int[labels.Count];

    /// <param name="leafOf">Row → leaf; −1 for rows that the tree was grown on.</param>
    public void Add(ForestTree tree, int[] leafOf)
    {
        for (int row = 0; row < leafOf.Length; row++)
        {
            if (leafOf[row] >= 0)
            {
                tree.AddTo(leafOf[row], sums.AsSpan(row * head.Outputs, head.Outputs));
                trees[row]++;
            }
        }
    }

    public OutOfBag Count()
    {
        double[] answer = new double[head.Columns];
        double loss = 0;
        int rows = 0;
        for (int row = 0; row < trees.Length; row++)
        {
            if (trees[row] == 0)
            {
                continue;
            }

            rows++;
            head.Finish(sums.AsSpan(row * head.Outputs, head.Outputs), trees[row], answer);
            loss += labels.Task == TaskKind.Regression
                ? Math.Pow(answer[0] - labels.Values[row], 2)
                : new Prediction(answer, answer.Length).Class(0) == labels.Classes[row] ? 0 : 1;
        }

        return new OutOfBag(rows, labels.Task == TaskKind.Regression ? Math.Sqrt(loss / rows) : loss / rows);
    }
}
