using MlCompare.Studies;

namespace MlCompare.Ledger;

internal static class LedgerHeaders
{
    private const string Load = "/proc/loadavg";

    public static LedgerHeader Make(LedgerPlan plan, string revision)
    {
        SortedDictionary<string, string> environment = StudyHeaders.Environment([]);
        if (File.Exists(Load))
        {
            // One, five and fifteen minutes; what others do to the machine matters where time is measured.
            environment["loadAtStart"] = string.Join(' ', File.ReadAllText(Load).Split(' ').Take(3));
        }

        return new LedgerHeader(LedgerHeader.Latest, plan.Hash, revision, plan.Scale, plan.Cells.Length, environment);
    }
}
