using System.CommandLine;
using MlCompare.BenchNeural;

Option<string> python = new("--python") { Description = "Python with PyTorch.", DefaultValueFactory = _ => "python3", HelpName = "FILE", Recursive = true };
Option<string?> libraries = new("--libraries")
{
    Description = "Folder of libopenblas.so.0 and libblas.so.3, such as that of libopenblas0-pthread; also the BLAS of PyTorch then.", HelpName = "DIR", Recursive = true,
};
Option<int> repeats = new("--repeats") { Description = "Pairs measured of each case.", DefaultValueFactory = _ => 5, HelpName = "N", Recursive = true };

Command gemm = new("gemm", "Matrix products against OpenBLAS, one thread and two, and the peak of the processor.");
gemm.SetAction(parsed => new MatrixProducts(parsed.GetValue(libraries), parsed.GetValue(repeats)).Run());

Command train = new("train", "Training steps against PyTorch on one thread, bytes that they allocate, two threads against one.");
train.SetAction(parsed => WithTorch(parsed, torch => new TrainingSpeed(torch, parsed.GetValue(repeats)).Run()));

Command latency = new("latency", "One row through a network.");
latency.SetAction(parsed => WithTorch(parsed, torch => Latency.Run(torch, parsed.GetValue(repeats))));

Command batched = new("batched", "A grid of noise levels and seeds as shared work, against its fits one by one.");
batched.SetAction(parsed => new BatchedNets(Math.Min(2, parsed.GetValue(repeats))).Run());

return new RootCommand("Measures the networks' engine, each side in turn in one run.") { python, libraries, repeats, gemm, train, latency, batched }.Parse(args).Invoke();

void WithTorch(ParseResult parsed, Action<TorchProcess?> run)
{
    using TorchProcess? torch = TorchProcess.Start(parsed.GetValue(python)!, parsed.GetValue(libraries));
    Console.WriteLine(torch is null ? "no PyTorch: ours alone (install python3-torch or name another --python)" : $"peer {torch.Version}");
    run(torch);
}
