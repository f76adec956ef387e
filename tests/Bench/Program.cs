using Advance.Tests.Bench;

// Each name is a static Run that returns the exit code.
return args switch
{
    ["solve", .. var rest] => Solve.Run(rest),
    ["matching", .. var rest] => MatchingPeers.Run(rest),
    ["matching-computation"] => MatchingComputationRun(),
    ["append"] => await AppendBench.RunAsync(),
    ["read"] => await ReadBench.RunAsync(),
    ["log"] => await WriteBench.RunAsync(),
    ["verify", .. var rest] => LogBench.Run(rest),
    ["project"] => await ProjectBench.RunAsync(),
    ["pages"] => await PagesBench.RunAsync(),
    ["import"] => await ImportBench.RunAsync(),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("Names: solve FILE, matching [FOLDER], matching-computation, append, read, project, log, verify [EVENTS], pages, import");
    return 2;
}

static int MatchingComputationRun()
{
    MatchingComputation.Run();
    return MatchingFigures.Missed == 0 ? 0 : 1;
}
