namespace Advance.Contracts;

/// <summary>The place of a guide that is for no meeting with a number: before the first, half way, and for the last.</summary>
public enum GuidePhase { Preparation, Midway, Closing }

/// <summary>
/// A guide of a strand was adopted: an agenda for the meeting (in a circle the session) of this number, or for a phase; one of the two is
/// null. It is meant to take so many minutes; <c>AgendaMinutes</c>, when they are stated, are those of its points in order. Versions
/// count from 1 for each key, and a further one takes the place of the one before. Its words, in these languages, stand in a document.
/// Raised by <c>adopt-guide</c> and <c>replace-guide</c>.
/// </summary>
public record GuideAdopted(Guid StrandId, string Key, int GuideVersion, int? Meeting, GuidePhase? Phase, int Minutes, int Points, int Prompts,
    IReadOnlyList<int>? AgendaMinutes, IReadOnlyList<string> Languages);

/// <summary>A guide of a strand is offered no more; its last version was this one.</summary>
public record GuideWithdrawn(Guid StrandId, string Key, int GuideVersion);
