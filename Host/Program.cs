using Advance.Host;

return await CommandLine.RunAsync(args);

/// <summary>The entry point; named so that tests can start the Host in their own process.</summary>
public partial class Program;
