namespace MlCompare.Ledger;

/// <summary>Finds out which cells a claim asks for, by letting it read where nothing is measured yet.</summary>
internal static class LedgerCells
{
    /// <summary>Of questions and chart, each once.</summary>
    public static IEnumerable<Cell> Asked(IClaim claim, IReadOnlyList<Question> questions, Scale scale, int first)
    {
        List<Cell> cells = [];
        for (int replicate = 0; replicate < claim.Replicates(scale); replicate++)
        {
            Readings readings = new(replicate, first, cell =>
            {
                cells.Add(cell);
                return null;
            });
            foreach (Question question in questions)
            {
                _ = question.Value(readings);
            }

            foreach (LinePlan line in claim.Chart(scale)?.Lines ?? [])
            {
                foreach (double x in line.Xs)
                {
                    _ = line.Value(readings, x);
                }
            }
        }

        return cells.Distinct();
    }

    /// <summary>Of one question, in the first replicate.</summary>
    public static IEnumerable<Cell> Of(Question question)
    {
        List<Cell> cells = [];
        _ = question.Value(new Readings(0, 0, cell =>
        {
            cells.Add(cell);
            return null;
        }));
        return cells.Distinct();
    }
}
