namespace Advance.Matching.Engine;

/// <summary>What the solver reads: rows with their edges, columns with their places.</summary>
/// <param name="First">Edges of row i: First[i] up to First[i + 1].</param>
/// <param name="Column">Column of each edge.</param>
/// <param name="Cost">Cost of each edge.</param>
/// <param name="Capacity">Places of each column.</param>
/// <param name="Unplaced">Cost of leaving row i unplaced.</param>
/// <param name="MayStay">Whether row i may be left unplaced at all.</param>
/// <param name="Step">The k-th row in a column costs (k - 1) steps more: spreads the load. Zero: it does not matter.</param>
sealed record Graph<T>(int[] First, ushort[] Column, T[] Cost, int[] Capacity, T[] Unplaced, bool[] MayStay, T Step);
