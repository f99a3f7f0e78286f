using MlCompare.Cli;

return await CommandLine.RunAsync(args);
