using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>
/// One reading of a person's data by somebody else. Each has a stream of its own: a reading neither waits for another nor makes
/// the version stale that somebody who corrects the person holds in hand.
/// </summary>
public record PersonReading : IFold<PersonReading>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public string Purpose { get; init; } = "";

    public PersonReading Evolve(object e) => e switch
    {
        PersonRead read => this with { Id = read.ReadingId, PersonId = read.PersonId, Purpose = read.Purpose },
        _ => this,
    };
}
