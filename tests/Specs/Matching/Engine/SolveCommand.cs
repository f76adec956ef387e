using System.Text;
using System.Text.Json.Nodes;
using Advance.Matching.Engine;
using Advance.Tests.Bench;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary><c>solve FILE</c>, the door for checks from outside.</summary>
public sealed class SolveCommand : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-solve-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"policy":"fair","mentors":[{"capacity":2}],"mentees":[{"edges":[{"mentor":0,"score":870,"level":9}]}]}""",
        """{"placed":1,"total":870,"profile":[0,0,0,0,0,0,0,0,0,1,0],"gap":0,"blockingPairs":0,"pairs":[[0,0]]}""")]
    [InlineData("""{"mentors":[{"capacity":1}],"mentees":[]}""",
        """{"placed":0,"total":0,"profile":[0,0,0,0,0,0,0,0,0,0,0],"gap":0,"blockingPairs":0,"pairs":[]}""")]
    [InlineData("""{"mentees":[{"edges":[]},{"edges":[{"level":1,"score":0,"mentor":0}]}],"mentors":[{"capacity":0}],"policy":"stable"}""",
        """{"placed":0,"total":0,"profile":[2,0,0,0,0,0,0,0,0,0,0],"gap":0,"blockingPairs":0,"pairs":[]}""")]
    [InlineData("""{"policy":"total","mentors":[{"capacity":2147483647}],"mentees":[{"edges":[{"mentor":0,"score":0,"level":1}]}],"note":{"a":[1]}}""",
        """{"placed":1,"total":0,"profile":[0,1,0,0,0,0,0,0,0,0,0],"gap":0,"blockingPairs":0,"pairs":[[0,0]]}""")]
    [InlineData("""{"policy":"total","mentors":[{"capacity":1},{"capacity":1}],"mentees":[{"edges":[{"mentor":0,"score":1000,"level":10},{"mentor":1,"score":600,"level":6}]},{"edges":[{"mentor":0,"score":900,"level":9}]}]}""",
        """{"placed":2,"total":1500,"profile":[0,0,0,0,0,0,1,0,0,1,0],"gap":0,"blockingPairs":1,"pairs":[[0,1],[1,0]]}""")]
    public void An_instance_is_answered_in_one_line(string instance, string line) => Run(instance).Should().Be((0, line + Environment.NewLine, ""));

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData(" \n", "The file is empty.")]
    [InlineData("{", "Line 1, byte 2: this is not JSON, or nested deeper than 64 levels.")]
    [InlineData("{\"mentors\":[{\"capacity\":1}],\"mentees\":[]}\n{}", "Line 2, byte 1: this is not JSON*")]
    [InlineData("{\"mentors\":[],\n\"mentees\":[,]}", "Line 2, byte 12: this is not JSON*")]
    [InlineData("[]", "Line 1: a list is not an object with mentors and mentees.")]
    [InlineData("null", "Line 1: null is not an object*")]
    [InlineData("{}", "Line 1: mentors: it is missing.")]
    [InlineData("""{"mentors":[{"capacity":1}]}""", "Line 1: mentees: it is missing.")]
    [InlineData("""{"mentors":[],"mentees":[]}""", "There is no mentor: mentors is an empty list.")]
    [InlineData("""{"mentors":null,"mentees":[]}""", "Line 1: mentors: null is not a list.")]
    [InlineData("""{"mentors":[7],"mentees":[]}""", "Line 1: mentors[0]: 7 is not an object.")]
    [InlineData("""{"mentors":[{}],"mentees":[]}""", "Line 1: mentors[0].capacity: it is missing.")]
    [InlineData("{\"mentors\":[{\"capacity\":1},\n{\"capacity\":-1}],\"mentees\":[]}", "Line 2: mentors[1].capacity: -1 is not a whole number from 0 to 2147483647.")]
    [InlineData("""{"mentors":[{"capacity":2147483648}],"mentees":[]}""", "*2147483648 is not a whole number*")]
    [InlineData("""{"mentors":[{"capacity":1.5}],"mentees":[]}""", "*1.5 is not a whole number*")]
    [InlineData("""{"mentors":[{"capacity":"1"}],"mentees":[]}""", "*\"1\" is not a whole number*")]
    [InlineData("""{"mentors":[{"capacity":1,"capacity":2}],"mentees":[]}""", "Line 1: mentors[0].capacity: it stands twice.")]
    [InlineData("""{"policy":"fare","mentors":[],"mentees":[]}""", "Line 1: policy: \"fare\" is none of fair, total, stable.")]
    [InlineData("""{"policy":1,"mentors":[],"mentees":[]}""", "Line 1: policy: 1 is not a text.")]
    [InlineData("""{"policy":"\ud800","mentors":[],"mentees":[]}""", "Line 1: a text with half a surrogate pair is not Unicode.")]
    public void What_is_no_instance_is_refused_in_one_sentence(string instance, string sentence) => Refused(instance, sentence);

    [Theory]
    [InlineData("""{}""", "Line 2: mentees[1].edges: it is missing.")]
    [InlineData("""{"edges":{}}""", "Line 2: mentees[1].edges: an object is not a list.")]
    [InlineData("""{"edges":[[]]}""", "Line 2: mentees[1].edges[0]: a list is not an object.")]
    [InlineData("""{"edges":[{"mentor":0,"level":1}]}""", "Line 2: mentees[1].edges[0].score: it is missing.")]
    [InlineData("""{"edges":[{"mentor":0,"score":1001,"level":1}]}""", "Line 2: mentees[1].edges[0].score: 1001 is not a whole number from 0 to 1000.")]
    [InlineData("""{"edges":[{"mentor":0,"score":-1,"level":1}]}""", "*score: -1 is not a whole number*")]
    [InlineData("""{"edges":[{"mentor":0,"score":1,"level":0}]}""", "*level: 0 is not a whole number from 1 to 10.")]
    [InlineData("""{"edges":[{"mentor":0,"score":1,"level":11}]}""", "*level: 11 is not a whole number from 1 to 10.")]
    [InlineData("""{"edges":[{"mentor":-1,"score":1,"level":1}]}""", "*mentor: -1 is not a whole number*")]
    [InlineData("""{"edges":[{"mentor":1,"score":1,"level":1}]}""", "Line 2: mentees[1].edges[0].mentor: there is no mentor 1, they are numbered from 0 to 0.")]
    [InlineData("""{"edges":[{"mentor":0,"score":1,"level":1},{"mentor":0,"score":2,"level":2}]}""", "Line 2: mentees[1].edges[1].mentor: this mentee already names mentor 0.")]
    public void A_wrong_mentee_is_refused_by_line_and_member(string mentee, string sentence)
    {
        Refused($$"""{"mentors":[{"capacity":1}],"mentees":[{"edges":[]},{{"\n"}}{{mentee}}]}""", sentence);
        Refused($$"""{"mentees":[{"edges":[]},{{"\n"}}{{mentee}}],"mentors":[{"capacity":1}]}""", sentence);
    }

    [Theory]
    [InlineData(2001, 1, "*mentors has more than 2,000.")]
    [InlineData(1, 2001, "*mentees has more than 2,000.")]
    public void More_than_two_thousand_people_on_a_side_are_refused(int mentors, int mentees, string sentence) => Refused(
        $$"""{"mentors":[{{Times(mentors, """{"capacity":1}""")}}],"mentees":[{{Times(mentees, """{"edges":[]}""")}}]}""", sentence);

    [Fact]
    public void A_file_that_is_missing_or_a_folder_or_unnamed_is_refused()
    {
        Told().Should().Be((2, "", "Name one file: solve FILE."));
        Told("").Should().Be((2, "", "There is no file ."));
        Told(folder.FullName).Error.Should().EndWith("is a folder, not a file.");
        Told(Path.Combine(folder.FullName, "nowhere.json")).Error.Should().StartWith("There is no file ");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        var file = Path.Combine(folder.FullName, "latin.json");
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes("""{"policy":"é"}"""));
        Told(file).Should().Be((2, "", "The file is not written in UTF-8."));
    }

    [Theory]
    [InlineData(Policy.Fair), InlineData(Policy.Total), InlineData(Policy.Stable)]
    public void Small_instances_are_answered_as_full_enumeration_answers_them(Policy policy)
    {
        for (var number = 0; number < 150; number++)
        {
            var round = Rounds.Small(number);
            var (exit, line, error) = Run(Written(round, policy));
            (exit, error).Should().Be((0, ""), $"round {number}");
            var told = JsonNode.Parse(line)!;
            var pairs = told["pairs"]!.AsArray().ToDictionary(pair => (int)pair![0]!, pair => (int)pair![1]!);
            int[] plan = [.. Enumerable.Range(0, round.Mentees.Count).Select(i => pairs.GetValueOrDefault(i, -1))];
            Counted(round, plan).Should().Be(line.TrimEnd(), $"round {number}");
            if (policy == Policy.Stable) told["blockingPairs"]!.GetValue<int>().Should().Be(0, $"round {number}");
            else Rounds.EveryPlan(round).Should().NotContain(other => Worth.Compare(Worth.Of(round, policy, other), Worth.Of(round, policy, plan)) < 0, $"round {number}");
        }
    }

    static string Written(Instance round, Policy policy) => new JsonObject
    {
        ["policy"] = policy.ToString().ToLowerInvariant(),
        ["mentors"] = new JsonArray([.. round.Mentors.Select(mentor => new JsonObject { ["capacity"] = mentor.Capacity })]),
        ["mentees"] = new JsonArray([.. round.Mentees.Select(mentee => new JsonObject
        {
            ["edges"] = new JsonArray([.. mentee.Edges.Select(edge => new JsonObject { ["mentor"] = edge.Mentor, ["score"] = edge.Score, ["level"] = edge.Level })]),
        })]),
    }.ToJsonString();

    /// <summary>The line that belongs to a plan, counted without the engine.</summary>
    static string Counted(Instance round, int[] plan)
    {
        var edges = plan.Select((j, i) => j < 0 ? null : Rounds.EdgeOf(round, i, j)).ToList();
        var profile = Enumerable.Range(0, 11).Select(level => edges.Count(edge => (edge?.Level ?? 0) == level));
        var blocking = round.Mentees.SelectMany((mentee, i) => mentee.Edges.Select(edge => (i, edge))).Count(it => it.edge.Score > (edges[it.i]?.Score ?? -1)
            && (plan.Count(j => j == it.edge.Mentor) < round.Mentors[it.edge.Mentor].Capacity || edges.Any(held => held?.Mentor == it.edge.Mentor && held.Value.Score < it.edge.Score)));
        var pairs = plan.Select((j, i) => (i, j)).Where(pair => pair.j >= 0).Select(pair => $"[{pair.i},{pair.j}]").ToList();
        return $$"""{"placed":{{pairs.Count}},"total":{{edges.Sum(edge => edge?.Score ?? 0)}},"profile":[{{string.Join(',', profile)}}],"gap":0,"blockingPairs":{{blocking}},"pairs":[{{string.Join(',', pairs)}}]}""";
    }

    static string Times(int count, string what) => string.Join(',', Enumerable.Repeat(what, count));

    void Refused(string instance, string sentence)
    {
        var (exit, output, error) = Run(instance);
        (exit, output).Should().Be((2, ""));
        error.TrimEnd().Should().Match(sentence).And.NotContain("\n").And.NotContain("System.");
    }

    (int Exit, string Output, string Error) Run(string instance)
    {
        var file = Path.Combine(folder.FullName, "instance.json");
        File.WriteAllText(file, instance);
        var (exit, output, error) = (0, new StringWriter(), new StringWriter());
        exit = Solve.Run([file], output, error);
        return (exit, output.ToString(), error.ToString());
    }

    static (int Exit, string Output, string Error) Told(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (Solve.Run(args, output, error), output.ToString(), error.ToString().TrimEnd());
    }
}
