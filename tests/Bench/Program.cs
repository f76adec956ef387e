using Advance.Tests.Bench;

// Each name is a static Run(rest of the arguments) that returns the exit code.
return args switch
{
    ["solve", .. var rest] => Solve.Run(rest),
    ["matching", .. var rest] => MatchingPeers.Run(rest),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("Names: solve FILE, matching");
    return 2;
}
