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

Command epoch = new("epoch", "One pass of the convolutional network over fashion-mnist (60,000 rows), against the embedded engine.");
epoch.SetAction(parsed => Speed(parsed, 60_000).Epoch());

Command grid = new("grid", "25 networks, 5 versions of the labels × 5 seeds, side by side and one by one, against the embedded engine (2,000 rows).");
grid.SetAction(parsed => Speed(parsed, 2_000).Grid());

return new RootCommand("Measures the networks of TorchSharp against those of the embedded engine, in one process and on one thread each; CPU time counts.")
{
    data, device, precision, repeats, rows, epoch, grid,
}.Parse(args).Invoke();

EngineSpeed Speed(ParseResult parsed, int usual) => new(
    new DatasetLibrary(parsed.GetValue(data)).Resolve("fashion-mnist"),
    parsed.GetValue(rows) is > 0 and int given ? given : usual,
    TorchDevice.Choose(parsed.GetValue(device)),
    parsed.GetValue(precision),
    parsed.GetValue(repeats));
#else
Console.Error.WriteLine("built without TorchSharp: run it with 'dotnet run -c Release -p:Torch=cpu' or '-p:Torch=cuda'");
return 2;
#endif
