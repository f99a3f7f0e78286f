using System.CommandLine;
using MlCompare.BenchNeural;

Option<string> python = new("--python") { Description = "Python with PyTorch.", DefaultValueFactory = _ => "python3", HelpName = "FILE" };
Option<int> repeats = new("--repeats") { Description = "Pairs measured of each case.", DefaultValueFactory = _ => 5, HelpName = "N" };
RootCommand root = new("Measures training steps of two networks against PyTorch, one thread each, side by side in one run.") { python, repeats };
root.SetAction(parsed =>
{
    using TorchProcess? torch = TorchProcess.Start(parsed.GetValue(python)!);
    Console.WriteLine(torch is null ? "no PyTorch: ours alone (install python3-torch or name another --python)" : $"peer {torch.Version}");
    foreach ((string net, int batch, int steps, double bar) in ((string, int, int, double)[])[("mlp", 32, 600, 4), ("mlp", 256, 150, 2), ("conv", 128, 8, 1.8)])
    {
        TrainingLoop loop = new(net, batch);
        loop.Run(steps);
        torch?.Run(net, batch, steps);
        List<(double Ours, double? Peer)> pairs = [];
        for (int i = 0; i < parsed.GetValue(repeats); i++)
        {
            pairs.Add((batch * steps / loop.Run(steps), torch is null ? null : batch * steps / torch.Run(net, batch, steps)));
        }

        double ours = Median(pairs.Select(pair => pair.Ours));
        string against = torch is null ? "" : FormattableString.Invariant(
            $"; PyTorch {Median(pairs.Select(pair => pair.Peer!.Value)):0}, ratio {Median(pairs.Select(pair => pair.Ours / pair.Peer!.Value)):0.00} (bar {bar})");
        Console.WriteLine(FormattableString.Invariant($"{net}, batch {batch}: {ours:0} samples a CPU second{against}"));
    }
});
return root.Parse(args).Invoke();

static double Median(IEnumerable<double> values)
{
    double[] sorted = [.. values.Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
