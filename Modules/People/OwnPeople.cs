using Advance.Contracts;

namespace Advance.People;

/// <summary>Whom a partner's representative sees: who works at the partner today, and of them what concerns the partner.</summary>
internal static class OwnPeople
{
    /// <summary>403 unless the person works today at the institution for which the caller acts.</summary>
    public static void MustBeOf(Caller caller, Person person, DateTimeOffset now)
    {
        if (caller.InstitutionId is null || !Works(person, caller.InstitutionId.Value, DateOnly.FromDateTime(now.UtcDateTime)))
            throw new Forbidden("A partner's representative sees the partner's own people.");
    }

    public static bool Works(Person person, Guid institutionId, DateOnly day) =>
        !person.IsErased && person.MergedInto is null && person.WorksOn(day)?.InstitutionId == institutionId;
}
