using Advance.Tests.Bench;

// Each name is a static Run that returns the exit code.
return args switch
{
    ["append"] => await AppendBench.RunAsync(),
    ["read"] => await ReadBench.RunAsync(),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("Names: append, read");
    return 2;
}
