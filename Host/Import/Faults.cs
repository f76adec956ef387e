using Advance.Contracts;

namespace Advance.Host.Import;

/// <summary>
/// All that is wrong with a row, each column with its reason, so that whoever mends the file does it once. An importer reads the whole row
/// and then says <see cref="MustBeNone"/>, before anything is written.
/// </summary>
public sealed class Faults(Mapping mapping)
{
    private readonly List<(string Field, string Words)> _all = [];

    /// <summary>One reason a column: what follows from a wrong cell is not told as well.</summary>
    public void Add(string field, string words)
    {
        if (_all.TrueForAll(f => f.Field != field)) _all.Add((field, words));
    }

    /// <summary>What the cell says, or nothing and a fault.</summary>
    public T? Read<T>(string field, Func<T> cell)
    {
        try
        {
            return cell();
        }
        catch (WrongRow wrong)
        {
            Add(field, wrong.Message);
            return default;
        }
    }

    /// <summary>The shape of a command as its endpoint will look at it; the field is the member of the command unless it is named.</summary>
    public void Look(Action validate, string? field = null)
    {
        try
        {
            validate();
        }
        catch (Malformed malformed)
        {
            foreach (var (member, sentences) in malformed.Errors)
                Add(field ?? member, $"{mapping.Named(field ?? member)}: {string.Join(' ', sentences)}");
        }
    }

    /// <summary>The row is wrong if anything of it is.</summary>
    public void MustBeNone()
    {
        if (_all.Count > 0) throw new WrongRow(string.Join("; ", _all.Select(f => f.Words)));
    }
}
