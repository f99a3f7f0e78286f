#if TORCH
using System.CommandLine;
using MlCompare.BenchTorch;
using MlCompare.Datasets;
using MlCompare.Torch.Devices;

Option<string?> data = new("--data") { Description = "Folder with local copies of the data sets.", HelpName = "DIR", Recursive = true };
Option<DeviceChoice> device = new("--device") { Description = "Where TorchSharp trains.", DefaultValueFactory = _ => DeviceChoice.Auto, Recursive = true };
Option<Precision> precision = new("--precision") { Description = "In which numbers it multiplies.", Recursive = true };
Option<int> repeats = new("--repeats") { Description = "Pairs measured of each case.", DefaultValueFactory = _ => 3, HelpName = "N", Recursive = true };
Option<int> rows = new("--rows") { Description = "Images of fashion-mnist.", HelpName = "N", Recursive = true };

Option<bool> free = new("--free") { Description = "Without the switch for deterministic algorithms.", Recursive = true };
Option<string> python = new("--python") { Description = "Python with PyTorch to compare with; an empty text for none.", DefaultValueFactory = _ => "python3", HelpName = "FILE", Recursive = true };

Command epoch = new("epoch", "One pass of the convolutional network over fashion-mnist (60,000 rows), against the embedded engine and PyTorch.");
epoch.SetAction(parsed => Measure(parsed, (60_000, speed => speed.Epoch())));

Command grid = new("grid", "25 networks, 5 versions of the labels × 5 seeds, side by side and one by one, against the embedded engine and PyTorch (2,000 rows).");
grid.SetAction(parsed => Measure(parsed, (2_000, speed => speed.Grid())));

Command all = new("all", "Both, the pass first: what there is to know of a device, in one command.");
all.SetAction(parsed => Measure(parsed, (60_000, speed => speed.Epoch()), (2_000, speed => speed.Grid())));

return new RootCommand("Measures the networks of TorchSharp against those of the embedded engine and of PyTorch, on one thread each; on a processor CPU time counts.")
{
    data, device, precision, repeats, rows, free, python, epoch, grid, all,
}.Parse(args).Invoke();

int Measure(ParseResult parsed, params (int Rows, Action<EngineSpeed> What)[] parts)
{
    try
    {
        MlCompare.Torch.Devices.LibTorch.Load();
        foreach ((int usual, Action<EngineSpeed> what) in parts)
        {
            using EngineSpeed speed = new(
                new DatasetLibrary(parsed.GetValue(data)).Resolve("fashion-mnist"),
                parsed.GetValue(rows) is > 0 and int given ? given : usual,
                TorchDevice.Choose(parsed.GetValue(device)),
                parsed.GetValue(precision),
                !parsed.GetValue(free),
                parsed.GetValue(repeats),
                parsed.GetValue(python)!);
            what(speed);
        }

        return 0;
    }
    catch (Exception error) when (error is DllNotFoundException or MlCompare.InputException)
    {
        Console.Error.WriteLine(error.Message);
        return 2;
    }
}
#else
Console.Error.WriteLine("built without TorchSharp: run it with 'dotnet run -c Release -p:Torch=cpu' or '-p:Torch=cuda'");
return 2;
#endif
