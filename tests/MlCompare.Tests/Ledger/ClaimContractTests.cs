using MlCompare.Claims;
using MlCompare.Ledger;

namespace MlCompare.Tests.Ledger;

/// <summary>What every claim of the ledger must be: said in words, sourced, able to fail, and made of what exists.</summary>
public class ClaimContractTests
{
    private static readonly LedgerBench Bench = MadeUpInstrument.Bench();

    public static TheoryData<string> Cases() => [.. Catalogs.Claims.Select(claim => claim.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Claim_is_an_experiment_that_can_fail(string id)
    {
        Assert.Null(Fault(Catalogs.Choose([id])[0], Scale.Quick));
        Assert.Null(Fault(Catalogs.Choose([id])[0], Scale.Full));
    }

    [Fact]
    public void Broken_claims_are_found_out()
    {
        Question question = Question.Above(0, "made up", read => read.Excess("axis-boxes", "boosting", 250));
        Assert.Null(Fault(new MadeUpClaim("a1", question), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1"), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("first", question), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1", question with { Value = _ => 1 }), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1", question with { Value = read => read.Excess("no-such-set", "boosting", 250) }), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1", question with { Value = read => read.Excess("axis-boxes", "no-such-learner", 250) }), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1", question with { Value = read => read.Excess(new Cell("axis-boxes", "boosting", 250).With("noSuchOption", 1)) }), Scale.Quick));
        Assert.NotNull(Fault(new MadeUpClaim("a1", question with { Bound = double.NaN }), Scale.Quick));
    }

    private static string? Fault(IClaim claim, Scale scale)
    {
        if (claim.Id is not ['a', >= '0' and <= '9', ..] || claim.Words.Length == 0 || claim.Source.Length == 0 || claim.Experiment.Length == 0 || claim.Refuter.Length == 0)
        {
            return "id, words, source, experiment or refuter is missing";
        }

        IReadOnlyList<Question> questions = claim.Questions(scale);
        if (questions.Count == 0 != claim.NotRun is not null)
        {
            return "either there are questions, or a reason why there are none";
        }

        if (questions.Any(question => !double.IsFinite(question.Bound) || question.Text.Length == 0))
        {
            return "a question lacks its bound or its words";
        }

        if (claim.Replicates(Scale.Full) < claim.Replicates(Scale.Quick) || claim.Replicates(scale) < 2)
        {
            return "replicates";
        }

        foreach (Question question in questions)
        {
            Cell[] cells = [.. LedgerCells.Of(question)];
            if (cells.Length == 0)
            {
                return $"'{question.Text}' asks for no cell";
            }

            try
            {
                foreach (Cell cell in cells)
                {
                    _ = Catalogs.Instruments.Get(cell.Instrument);
                    _ = cell.Dataset.Length > 0 ? Bench.Source(cell) : null;
                    _ = cell.Learner.Length > 0 ? Bench.Learner(cell) : null;
                }
            }
            catch (InputException error)
            {
                return error.Message;
            }
        }

        return null;
    }
}
