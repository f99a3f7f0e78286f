using MlCompare.Ledger;

namespace MlCompare.Tests.Ledger;

public class ConfidenceFiguresTests
{
    private const int Count = 20_000;

    private static readonly bool[] Wrong = [.. Enumerable.Range(0, Count).Select(i => i % 5 == 0)];

    /// <summary>Errors all at the end: r + (1 − r) ln(1 − r), here 0.021486 for r = 0.2.</summary>
    [Fact]
    public void The_best_order_has_the_closed_form()
    {
        double found = ConfidenceFigures.Aurc([.. Wrong.Select(wrong => wrong ? 0.1 : 0.9)], Wrong), expected = 0.2 + 0.8 * Math.Log(0.8);
        Assert.True(Math.Abs(found - expected) <= 1e-4, $"{found} instead of {expected}");
    }

    [Fact]
    public void An_order_without_information_has_the_error_rate() =>
        Assert.True(Math.Abs(ConfidenceFigures.Aurc(new double[Count], Wrong) - 0.2) <= 1e-12);
}
