namespace Advance.Circles;

/// <summary>
/// The search for one number of circles: mentors first (the scarcest), then always the mentee who has the fewest circles left
/// (DSATUR, as in colouring a graph), back a step where nothing is left, within a budget; then swaps that spread institutions.
/// People are indices: mentees first, then mentors, both ordered by id.
/// </summary>
internal sealed class Composition
{
    private readonly Guid[] _ids;
    private readonly Guid[] _institutions;
    private readonly int _mentees, _circles, _mentorSlots;
    private readonly bool[,] _related;
    private readonly int[] _relatedTo, _circleOf, _size;
    private readonly int[,] _blocked; // circle, person: how many of the circle are related to the person
    private int _budget = 20_000;

    public Composition(Guid[] mentees, Guid[] mentors, Room room, int circles, int mentorsInEach)
    {
        _ids = [.. mentees, .. mentors];
        _institutions = [.. mentees.Select(m => room.Mentees[m]), .. mentors.Select(m => room.Mentors[m]!.Value)];
        (_mentees, _circles, _mentorSlots) = (mentees.Length, circles, circles * mentorsInEach);
        (_related, _blocked) = (new bool[_ids.Length, _ids.Length], new int[circles, _ids.Length]);
        (_relatedTo, _circleOf, _size) = (new int[_ids.Length], new int[_ids.Length], new int[circles]);
        Array.Fill(_circleOf, -1);
        for (var i = 0; i < _ids.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (room.Relations.Between(_ids[i], _ids[j]) is null) continue;
                _related[i, j] = _related[j, i] = true;
                if (j < _mentees) _relatedTo[i]++;
                if (i < _mentees) _relatedTo[j]++;
            }
        }
    }

    /// <summary>The circles, or null when none were found within the budget.</summary>
    public IReadOnlyList<ProposedCircle>? Find()
    {
        if (!SeatMentor(0)) return null;
        Spread();
        return [.. Enumerable.Range(0, _circles).Select(c => new ProposedCircle(
            [.. Enumerable.Range(0, _mentees).Where(i => _circleOf[i] == c).Select(i => _ids[i])],
            [.. Enumerable.Range(_mentees, _ids.Length - _mentees).Where(i => _circleOf[i] == c).Select(i => _ids[i])]))];
    }

    private bool SeatMentor(int slot)
    {
        if (slot == _mentorSlots) return SeatMentees(_mentees);
        var circle = slot % _circles;
        var candidates = Enumerable.Range(_mentees, _ids.Length - _mentees).Where(i => _circleOf[i] < 0 && _blocked[circle, i] == 0)
            .OrderBy(i => _relatedTo[i]).ThenBy(i => Fellows(i, circle)).ThenBy(i => i).ToList();
        foreach (var mentor in candidates)
        {
            if (_budget-- <= 0) return false;
            Sit(mentor, circle);
            if (SeatMentor(slot + 1)) return true;
            Rise(mentor);
        }

        return false;
    }

    private bool SeatMentees(int left)
    {
        if (left == 0) return true;
        var next = Enumerable.Range(0, _mentees).Where(i => _circleOf[i] < 0)
            .MinBy(i => (Enumerable.Range(0, _circles).Count(c => IsOpen(i, c)), -_relatedTo[i], i));
        var open = Enumerable.Range(0, _circles).Where(c => IsOpen(next, c)).OrderBy(c => Fellows(next, c)).ThenBy(c => _size[c]).ThenBy(c => c).ToList();
        foreach (var circle in open)
        {
            if (_budget-- <= 0) return false;
            Sit(next, circle);
            if (SeatMentees(left - 1)) return true;
            Rise(next);
        }

        return false;
    }

    /// <summary>The first circles take one mentee more where the number does not divide evenly.</summary>
    private bool IsOpen(int person, int circle) =>
        _blocked[circle, person] == 0 && _size[circle] < _mentees / _circles + (circle < _mentees % _circles ? 1 : 0);

    /// <summary>How many of the person's kind (mentee or mentor) and institution sit in the circle, the person aside.</summary>
    private int Fellows(int person, int circle)
    {
        var (from, to) = person < _mentees ? (0, _mentees) : (_mentees, _ids.Length);
        var fellows = 0;
        for (var i = from; i < to; i++)
        {
            if (i != person && _circleOf[i] == circle && _institutions[i] == _institutions[person]) fellows++;
        }

        return fellows;
    }

    /// <summary>Swaps mentees of two circles as long as fewer then sit with their own institution; each swap counts down, so it ends.</summary>
    private void Spread()
    {
        for (var improved = true; improved;)
        {
            improved = false;
            for (var a = 0; a < _mentees; a++)
            {
                for (var b = 0; b < a; b++) improved |= TrySwap(a, b);
            }
        }
    }

    private bool TrySwap(int a, int b)
    {
        var (ofA, ofB) = (_circleOf[a], _circleOf[b]);
        var between = _related[a, b] ? 1 : 0;
        if (ofA == ofB || _institutions[a] == _institutions[b] || _blocked[ofB, a] > between || _blocked[ofA, b] > between) return false;
        if (Fellows(a, ofB) + Fellows(b, ofA) >= Fellows(a, ofA) + Fellows(b, ofB)) return false;
        Rise(a);
        Rise(b);
        Sit(a, ofB);
        Sit(b, ofA);
        return true;
    }

    private void Sit(int person, int circle) => Move(person, circle, 1);

    private void Rise(int person) => Move(person, _circleOf[person], -1);

    private void Move(int person, int circle, int by)
    {
        _circleOf[person] = by > 0 ? circle : -1;
        if (person < _mentees) _size[circle] += by;
        for (var i = 0; i < _ids.Length; i++)
        {
            if (_related[person, i]) _blocked[circle, i] += by;
        }
    }
}
