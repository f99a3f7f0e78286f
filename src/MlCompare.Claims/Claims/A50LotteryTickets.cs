namespace MlCompare.Claims.Claims;

/// <summary>Listed, not tried.</summary>
public sealed class A50LotteryTickets : UntestedClaim
{
    public override string Id => "a50";

    public override string Words => "Lottery tickets explain efficient training.";

    public override string Source => "Encyclopaedia talk page on deep learning; Frankle and Carbin 2019";

    public override string NotRun => "It needs training under a mask with rewinding, which the networks here do not offer.";
}
