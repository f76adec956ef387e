namespace Advance.Matching.Engine;

/// <summary>What a solve leaves: the column of each row (-1: unplaced) and the duals that prove it.</summary>
sealed record Assignment<T>(int[] ColumnOf, T[] U, T[] V);
