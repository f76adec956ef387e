namespace Advance.Contracts;

/// <summary>The cap of a cohort was raised by a resolution that names it.</summary>
public record CapRaised(Guid CohortId, int Places, string ResolutionNumber);
