using Advance.Verifier;

return Cli.Run(args, Console.OpenStandardInput(), Console.OpenStandardOutput());
