using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

public record RegisterInstitution(string Key, string Name, bool IsOwner = false);

/// <summary>Register an institution; refused with <c>key-taken</c>.</summary>
public static class RegisterInstitutionEndpoint
{
    public static void Validate(RegisterInstitution command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsLine(command.Name, 200), "name", "A name is one line of at most 200 characters."));

    [WolverinePost("/api/institutions"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(RegisterInstitution command, IQuerySession session, CancellationToken cancel)
    {
        var registered = Decide(command, Ids.New(), await session.Query<Institution>().AnyAsync(i => i.Key == command.Key, cancel));
        return (new(registered.InstitutionId),
            MartenOps.StartStream<Institution>(registered.InstitutionId, registered));
    }

    public static InstitutionRegistered Decide(RegisterInstitution command, Guid id, bool keyTaken)
    {
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        return new(id, command.Key, command.Name, command.IsOwner);
    }
}
