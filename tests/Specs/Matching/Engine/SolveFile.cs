using System.Text.Json;
using Advance.Matching.Engine;
using Advance.Tests.Bench;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>The command by which instances from outside are solved: what it prints, and what it says about a file that is none.</summary>
public sealed class SolveFile : IDisposable
{
    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    (int Exit, string Output, string Error) Run(string text)
    {
        File.WriteAllText(file, text);
        return RunOn(file);
    }

    static (int Exit, string Output, string Error) RunOn(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Solve.Run(args, output, error), output.ToString(), error.ToString());
    }

    [Theory]
    [InlineData("fair"), InlineData("total"), InlineData("stable")]
    public void A_thousand_small_files_are_answered_as_full_enumeration_answers_them(string policy)
    {
        for (var number = 0; number < 1_000; number++)
        {
            var round = Rounds.Small(number);
            var (exit, output, error) = Run(JsonSerializer.Serialize(new
            {
                policy,
                mentors = round.Mentors.Select(mentor => new { capacity = mentor.Capacity }),
                mentees = round.Mentees.Select(mentee => new { edges = mentee.Edges.Select(edge => new { mentor = edge.Mentor, score = edge.Score, level = edge.Level }) }),
            }));
            (exit, error, output.Count(c => c == '\n')).Should().Be((0, "", 1));
            var told = JsonDocument.Parse(output).RootElement;
            var plan = Enumerable.Repeat(-1, round.Mentees.Count).ToArray();
            foreach (var pair in told.GetProperty("pairs").EnumerateArray()) plan[pair[0].GetInt32()] = pair[1].GetInt32();
            var worth = Worth.Of(round, Policy.Fair, plan);
            told.GetProperty("placed").GetInt32().Should().Be(plan.Count(j => j >= 0));
            told.GetProperty("total").GetInt64().Should().Be(-worth[10]);
            told.GetProperty("profile").EnumerateArray().Select(count => count.GetInt64()).Should().Equal([.. worth[..10], plan.Length - worth[..10].Sum()]);
            told.GetProperty("gap").GetInt64().Should().Be(0);
            var blocking = Blocking(round, plan);
            told.GetProperty("blockingPairs").GetInt32().Should().Be(blocking);
            if (policy == "stable") blocking.Should().Be(0);
            else
            {
                var of = policy == "fair" ? Policy.Fair : Policy.Total;
                Rounds.EveryPlan(round).Select(each => Worth.Of(round, of, each)).Min(Comparer<long[]>.Create(Worth.Compare)).Should().Equal(Worth.Of(round, of, plan), $"round {number}");
            }
        }
    }

    static int Blocking(Instance round, int[] plan)
    {
        int Score(int i, int j) => j < 0 ? -1 : Rounds.EdgeOf(round, i, j)!.Value.Score;
        return Enumerable.Range(0, plan.Length).Sum(i => round.Mentees[i].Edges.Count(edge => edge.Score > Score(i, plan[i])
            && (plan.Count(j => j == edge.Mentor) < round.Mentors[edge.Mentor].Capacity
                || Enumerable.Range(0, plan.Length).Any(k => plan[k] == edge.Mentor && Score(k, edge.Mentor) < edge.Score))));
    }

    [Theory]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[]}""", """{"placed":0,"total":0,"profile":[0,0,0,0,0,0,0,0,0,0,0],"gap":0,"blockingPairs":0,"pairs":[]}""")]
    [InlineData("""{"mentors":[{"capacity":0}],"mentees":[{"edges":[{"mentor":0,"score":9,"level":1}]},{"edges":[]}]}""",
        """{"placed":0,"total":0,"profile":[2,0,0,0,0,0,0,0,0,0,0],"gap":0,"blockingPairs":0,"pairs":[]}""")]
    [InlineData("""{"policy":"total","mentors":[{"capacity":2147483647}],"mentees":[{"edges":[{"mentor":0,"score":1000,"level":10}]}]}""",
        """{"placed":1,"total":1000,"profile":[0,0,0,0,0,0,0,0,0,0,1],"gap":0,"blockingPairs":0,"pairs":[[0,0]]}""")]
    public void What_is_at_the_edge_is_solved(string text, string answer) => Run(text).Should().Be((0, answer + Environment.NewLine, ""));

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData(" \n", "The file is empty.")]
    [InlineData("{\n\"mentors\":", "The file is not JSON: see line 2, byte 11.")]
    [InlineData("[]", "The instance must be an object, not a list.")]
    [InlineData("{}", "mentors: is missing.")]
    [InlineData("""{"mentors":[{"capacity":1}]}""", "mentees: is missing.")]
    [InlineData("""{"mentors":[],"mentees":[]}""", "mentors: there is none in this round.")]
    [InlineData("""{"mentors":{},"mentees":[]}""", "mentors: must be a list, not an object.")]
    [InlineData("""{"mentors":[7],"mentees":[]}""", "mentors[0]: must be an object, not a number.")]
    [InlineData("""{"mentors":[{}],"mentees":[]}""", "mentors[0].capacity: is missing.")]
    [InlineData("""{"mentors":[{"capacity":-1}],"mentees":[]}""", "mentors[0].capacity: -1 is no whole number from 0 to 2147483647.")]
    [InlineData("""{"mentors":[{"capacity":"2"}],"mentees":[]}""", "mentors[0].capacity: must be a whole number, not a text.")]
    [InlineData("""{"policy":"best","mentors":[{"capacity":1}],"mentees":[]}""", "policy: \"best\" is none of \"fair\", \"total\" and \"stable\".")]
    [InlineData("""{"policy":null,"mentors":[{"capacity":1}],"mentees":[]}""", "policy: must be a text, not null.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{}]}""", "mentees[0].edges: is missing.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":1,"score":1,"level":1}]}]}""", "mentees[0].edges[0].mentor: 1 is no whole number from 0 to 0.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1001,"level":1}]}]}""", "mentees[0].edges[0].score: 1001 is no whole number from 0 to 1000.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1.5,"level":1}]}]}""", "mentees[0].edges[0].score: 1.5 is no whole number from 0 to 1000.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1,"level":0}]}]}""", "mentees[0].edges[0].level: 0 is no whole number from 1 to 10.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1}]}]}""", "mentees[0].edges[0].level: is missing.")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1,"level":1},{"mentor":0,"score":2,"level":2}]}]}""",
        "mentees[0].edges[1]: mentor 0 stands in edges[0] of this mentee already.")]
    public void What_is_no_instance_is_refused_with_the_place(string text, string sentence) => Run(text).Should().Be((2, "", sentence + Environment.NewLine));

    [Fact]
    public void More_than_two_thousand_are_refused() => Run($$"""{"mentors":[{"capacity":1}],"mentees":[{{string.Join(',', Enumerable.Repeat("{\"edges\":[]}", 2001))}}]}""")
        .Should().Be((2, "", "mentees: 2001 are more than the 2000 that there may be." + Environment.NewLine));

    [Fact]
    public void A_file_that_is_not_there_a_folder_and_no_file_at_all_are_refused()
    {
        RunOn("nowhere.json").Should().Be((2, "", "There is no file nowhere.json." + Environment.NewLine));
        RunOn(Path.GetTempPath()).Exit.Should().Be(2);
        RunOn().Exit.Should().Be(2);
    }
}
