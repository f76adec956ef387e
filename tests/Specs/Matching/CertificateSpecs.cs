using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Verifier;
using Canonical = Advance.Matching.Rounds.Canonical;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>What is published of a plan is proven by a program that shares no code with the one that made it.</summary>
public sealed class CertificateSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("advance-certificate-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static readonly string[] Topics = ["grants", "writing", "teaching", "law", "labs"];

    private static FrozenRound ARound(int mentees, int mentors, int free = 1) => Frozen(
        [.. Enumerable.Range(0, mentees).Select(i => AMentee(Ids.Of("person", Named(i)), Topics[i % 5], Topics[i * 3 % 4]))],
        [.. Enumerable.Range(0, mentors).Select(j => AMentor(Ids.Of("person", Named(1000 + j)), free, Topics[j * 2 % 5], Topics[j % 3]))]);

    private static Guid Named(int number) => new(number, 0, 0, new byte[8]);

    [Theory]
    [InlineData(1, 1, 1), InlineData(1, 3, 50), InlineData(7, 3, 2), InlineData(5, 9, 1), InlineData(30, 12, 2)]
    public void A_fair_plan_is_valid(int mentees, int mentors, int free)
    {
        var (exit, said) = Verify(Certified(ARound(mentees, mentors, free)));
        said.Should().StartWith("valid: no plan is better");
        exit.Should().Be(0);
    }

    [Fact]
    public void A_pinned_and_a_forbidden_pair_are_respected()
    {
        var round = ARound(4, 4);
        FrozenPair Pair(int i, int j) => new(round.Mentees[i].PersonId, round.Mentors[j].MentorId);
        Verify(Certified(round with { Pins = [Pair(0, 1)], Forbids = [Pair(2, 2), Pair(1, 0)] })).Exit.Should().Be(0);
    }

    [Fact]
    public void A_rematch_is_proven_to_move_as_few_as_can_be()
    {
        var round = ARound(6, 6);
        FrozenFormer Former(int i, int j, int meetings) => new(round.Mentees[i].PersonId, round.Mentors[j].MentorId, Ids.New(), meetings);
        var it = Computation.Of(round with { Policy = Computation.LeastChange, Former = [Former(0, 3, 4), Former(1, 2, 0), Former(2, 5, 1)] });
        it.Proposal.Pairs.Should().Contain(p => p.MenteeId == round.Mentees[0].PersonId && p.MentorId == round.Mentors[3].MentorId);
        Verify(Text(it)).Exit.Should().Be(0);
    }

    public static TheoryData<string> Tampered => [.. Changes.Keys];

    private static readonly Dictionary<string, Action<JsonNode>> Changes = new()
    {
        ["inputHash"] = it => it["inputs"] = it["inputs"]!.GetValue<string>().Replace("grants", "grunts", StringComparison.Ordinal),
        ["proposalHash"] = it => it["proposal"] = it["proposal"]!.GetValue<string>() + " ",
        ["seedCommitment"] = it => it["seedCommitment"] = new string('0', 64),
        ["prices"] = it => it["mentees"]![0]!["u"] = "7",
        ["mentors"] = it => it["mentors"]![0]!["places"] = 3,
        ["mentees"] = it => it["mentees"]!.AsArray().RemoveAt(1),
        ["plan"] = it => it["mentees"]![0]!["mentor"] = it["mentees"]![1]!["mentor"]!.GetValue<int>(),
        ["edges"] = it => it["edges"]![0]!["level"] = it["edges"]![0]!["level"]!.GetValue<int>() % 10 + 1,
        ["cost"] = it => it["cost"] = "1",
    };

    [Theory, MemberData(nameof(Tampered))]
    public void What_was_tampered_with_is_refused_by_name(string part)
    {
        var it = JsonNode.Parse(Certified(ARound(5, 6)))!;
        Changes[part](it);
        var (exit, said) = Verify(it.ToJsonString());
        said.Should().StartWith($"refused: {part}: ");
        exit.Should().Be(1);
    }

    [Fact]
    public void A_worse_plan_with_hashes_of_its_own_has_no_prices_that_prove_it()
    {
        var it = JsonNode.Parse(Certified(ARound(5, 6)))!;
        var plan = JsonNode.Parse(it["proposal"]!.GetValue<string>())!;
        plan["pairs"]!.AsArray().RemoveAt(0);
        plan["placed"] = 4;
        it["proposal"] = plan.ToJsonString();
        it["proposalHash"] = Canonical.Hash(plan.ToJsonString());
        it["mentees"]![0]!["mentor"] = -1;
        var (exit, said) = Verify(it.ToJsonString());
        (exit, said[..14]).Should().Be((1, "refused: cost:"));
    }

    [Theory]
    [InlineData(""), InlineData("{}"), InlineData("[]"), InlineData("""{"inputs":1}""")]
    public void What_is_no_certificate_is_unusable(string text) => Verify(text).Exit.Should().Be(2);

    [Fact]
    public void A_file_that_is_not_there_is_unusable() => Run(Path.Combine(_folder.FullName, "nowhere.json")).Exit.Should().Be(2);

    [Fact]
    public void The_workbook_recomputes_the_proof_exactly()
    {
        var it = Computation.Of(ARound(9, 4, 2));
        var book = new Spreadsheet(CertificateSheet.Of(it, ProposalOfRoundEndpoint.CertificateOf(it, Canonical.Hash("seed"))));
        for (var row = 2; row <= 8; row++) book.Value("Check", 1, row).Should().Be(0, book.Text("Check", 0, row));
        book.Change("Mentees", 7, 2, 1);
        book.Value("Check", 1, 8).Should().NotBe(0, "another price leaves a gap");
    }

    [Fact]
    public void The_workbook_of_a_rematch_recomputes_too()
    {
        var round = ARound(5, 5);
        var it = Computation.Of(round with { Policy = Computation.LeastChange, Former = [new(round.Mentees[0].PersonId, round.Mentors[4].MentorId, Ids.New(), 3)] });
        var book = new Spreadsheet(CertificateSheet.Of(it, ProposalOfRoundEndpoint.CertificateOf(it, Canonical.Hash("seed"))));
        for (var row = 2; row <= 8; row++) book.Value("Check", 1, row).Should().Be(0, book.Text("Check", 0, row));
    }

    [Fact]
    public void The_workbook_of_a_plan_is_the_same_file_whenever_it_is_asked_for()
    {
        var it = Computation.Of(ARound(2, 2));
        using ZipArchive zip = new(new MemoryStream(CertificateSheet.Of(it, ProposalOfRoundEndpoint.CertificateOf(it, Canonical.Hash("seed")))));
        zip.Entries.Should().HaveCountGreaterThan(5).And.OnlyContain(e => e.LastWriteTime.Year == 1980, "no moment stands in it");
    }

    private static string Certified(FrozenRound round) => Text(Computation.Of(round));

    private static string Text(Computation it) =>
        JsonSerializer.Serialize(ProposalOfRoundEndpoint.CertificateOf(it, Canonical.Hash(it.Round.Seed)), JsonSerializerOptions.Web);

    private (int Exit, string Said) Verify(string certificate)
    {
        var file = Path.Combine(_folder.FullName, "certificate.json");
        File.WriteAllText(file, certificate);
        return Run(file);
    }

    private static (int Exit, string Said) Run(string file)
    {
        using var output = new MemoryStream();
        var exit = Cli.Run(["certificate", file], Stream.Null, output);
        return (exit, Encoding.UTF8.GetString(output.ToArray()));
    }
}
