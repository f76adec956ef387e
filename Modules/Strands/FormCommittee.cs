using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

public record FormCommittee(string Key, string Name, CommitteeKind Kind);

/// <summary>Form a committee; it has no members yet. Refused with <c>key-taken</c>.</summary>
public static class FormCommitteeEndpoint
{
    public static void Validate(FormCommittee command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsLine(command.Name, 200), "name", "A name is one line of at most 200 characters."));

    [WolverinePost("/api/committees"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(FormCommittee command, IQuerySession session, CancellationToken cancel)
    {
        var formed = Decide(command, Ids.New(), await session.Query<Committee>().AnyAsync(c => c.Key == command.Key, cancel));
        return (new(formed.CommitteeId), MartenOps.StartStream<Committee>(formed.CommitteeId, formed));
    }

    public static CommitteeFormed Decide(FormCommittee command, Guid id, bool keyTaken)
    {
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        return new(id, command.Key, command.Name, command.Kind);
    }
}
