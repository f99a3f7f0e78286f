using MlCompare.Cli;

Console.SetError(new ProgressWriter(Console.Error));
return await CommandLine.RunAsync(args);
