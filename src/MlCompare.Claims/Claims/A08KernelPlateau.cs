using static MlCompare.Claims.Families;

namespace MlCompare.Claims.Claims;

/// <summary>Whether more rows stop helping a kernel.</summary>
public sealed class A08KernelPlateau : Claim
{
    public override string Id => "a8";

    public override string Words => "Kernels cannot take advantage of more data after a point; networks can.";

    public override string Source => "Discussion of arXiv 2604.21691";

    public override string Experiment => "How fast the excess error falls over the last two doublings of the rows: a sine along one direction, and a smooth function.";

    public override string Refuter => "The kernel's exponent above 0.05, or the network's below 0.15, where there is a direction to be found; or the same plateau on smooth data.";

    public override int Replicates(Scale scale) => scale == Scale.Quick ? 10 : 20;

    public override IReadOnlyList<Question> Questions(Scale scale)
    {
        int most = Most(scale);
        return
        [
            Question.Below(0.05, $"Exponent of the kernel, single index, {most / 4:N0} to {most:N0} rows", read => Exponent(read, "single-index", Kernel, most / 4, most)),
            Question.Above(0.15, $"Exponent of the network, single index, {most / 4:N0} to {most:N0} rows", read => Exponent(read, "single-index", Network, most / 4, most)),
            Question.Below(0.05, "Exponent of the kernel, smooth waves", read => Exponent(read, "smooth-waves", Kernel, most / 4, most)),
        ];
    }

    public override ChartPlan Chart(Scale scale) => Curves("Single index", "single-index", Rows(scale), Kernel, Network);
}
