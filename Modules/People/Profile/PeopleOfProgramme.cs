using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>A part of a name, or a whole e-mail address; in the body, because an address is logged wherever it stands in a URL.</summary>
public record FindPeople(string? Name = null, string? Email = null, string? After = null, int? Limit = null);

/// <summary>Somebody found: enough to choose, no contact data.</summary>
public record PersonFound(Guid Id, string GivenName, string FamilyName);

public static class PeopleOfProgrammeEndpoint
{
    public static void Validate(FindPeople command) => Shape.Of(
        ((command.Name is null) == (command.Email is null), "name", "Name a part of a name or an e-mail address, one of them."),
        (command.Name is not null && !Shape.IsLine(command.Name, 100), "name", "A name is one line of at most 100 characters."),
        (command.Email is not null && !Addresses.IsAddress(command.Email), "email", "This is not an e-mail address."));

    /// <summary>Find people by a part of their name or by their e-mail address; oldest first.</summary>
    [WolverinePost("/api/people/find"), Authorize(Policies.Staff)]
    public static async Task<Page<PersonFound>> Post(FindPeople command, IQuerySession session, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(command.Limit), Paging.After(command.After));
        var query = session.Query<PersonalData>().Where(p => p.Id > from);
        if (command.Name is { } name)
        {
            var folded = Addresses.Folded(name.Trim());
            query = query.Where(p => p.SearchName.Contains(folded));
        }
        else
        {
            var address = await session.LoadAsync<EmailAddress>(Addresses.Normalised(command.Email!), cancel);
            var owner = address?.PersonId ?? Guid.Empty;
            query = query.Where(p => p.Id == owner);
        }

        var found = await query.OrderBy(p => p.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(p => new PersonFound(p.Id, p.GivenName, p.FamilyName))], most, p => p.Id);
    }
}
