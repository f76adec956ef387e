using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary>The large sample of mentor-match (500 x 500 synthetic people, Open Government Licence v3.0) under that program's own rules:
/// another organisation, the mentor one or two grades above, not the same person; 12 or 9 points for the grades, 10 for the
/// profession, 6 for a shared identity, of 28 here scaled to 1,000.</summary>
static class MatchingData
{
    static readonly string[] Grades = ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"];

    sealed record Person(string Mail, string Organisation, int Grade, string Profession, string Identity);

    public static Instance Read(string folder)
    {
        var mentors = People(Path.Combine(folder, "mentors.csv"), "characteristics");
        var mentees = People(Path.Combine(folder, "mentees.csv"), "identity to match");
        return new(
            [.. mentees.Select(mentee => new Mentee(mentee.Mail, [.. mentors.Select((mentor, j) => (mentor, j)).Where(it => Eligible(mentee, it.mentor))
                .Select(it => EdgeTo(it.j, mentee, it.mentor))]))],
            [.. mentors.Select(mentor => new Mentor(mentor.Mail, 1))], "lottery");
    }

    static bool Eligible(Person mentee, Person mentor) =>
        mentor.Organisation != mentee.Organisation && mentor.Grade - mentee.Grade is 1 or 2 && mentor.Mail != mentee.Mail;

    static Edge EdgeTo(int j, Person mentee, Person mentor)
    {
        var points = (mentor.Grade - mentee.Grade == 2 ? 12 : 9) + (mentor.Profession == mentee.Profession ? 10 : 0)
            + (mentee.Identity.Length > 0 && mentor.Identity.Split(", ").Contains(mentee.Identity) ? 6 : 0);
        return new(j, points * 1000 / 28, Math.Min(10, 1 + points * 10 / 28));
    }

    static List<Person> People(string file, string identity)
    {
        var lines = File.ReadAllLines(file);
        var names = Fields(lines[0]);
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(Fields).Select(row => new Person(Of(row, "email address"),
            Of(row, "organisation"), Array.IndexOf(Grades, Of(row, "grade")), Of(row, "profession"), Of(row, identity)))];

        string Of(List<string> row, string name) => row[names.IndexOf(name)];
    }

    /// <summary>Fields of one line; the sample quotes fields with commas, and has neither doubled quotes nor line breaks in them.</summary>
    static List<string> Fields(string line)
    {
        var (fields, quoted, start) = (new List<string>(), false, 0);
        for (var at = 0; at <= line.Length; at++)
        {
            if (at < line.Length && line[at] == '"') quoted = !quoted;
            if (at < line.Length && (quoted || line[at] != ',')) continue;
            fields.Add(line[start..at].Trim('"'));
            start = at + 1;
        }
        return fields;
    }
}
