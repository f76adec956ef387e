using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

public record DefineStrand(string Key, string Name, StrandFormat Format);

/// <summary>Define a strand; it plans no cohorts until a policy is adopted. Refused with <c>key-taken</c>.</summary>
public static class DefineStrandEndpoint
{
    public static void Validate(DefineStrand command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsLine(command.Name, 200), "name", "A name is one line of at most 200 characters."));

    [WolverinePost("/api/strands"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(DefineStrand command, IQuerySession session, CancellationToken cancel)
    {
        var defined = Decide(command, Ids.New(), await session.Query<Strand>().AnyAsync(s => s.Key == command.Key, cancel));
        return (new(defined.StrandId), MartenOps.StartStream<Strand>(defined.StrandId, defined));
    }

    public static StrandDefined Decide(DefineStrand command, Guid id, bool keyTaken)
    {
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        return new(id, command.Key, command.Name, command.Format);
    }
}
