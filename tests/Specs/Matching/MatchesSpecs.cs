using System.Text;
using System.Text.Json;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Verifier;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>The Verifier's check of all matches of a cohort: certificates on one side, the exported log on the other.</summary>
public sealed class MatchesSpecs : IDisposable
{
    private static readonly Computation It = Computation.Of(Frozen([AMentee(Ada, "chips")], [AMentor(Grace, 1, "chips"), AMentor(Ids.New(), 1)]));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("advance-matches-");
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    private static object Pair(Guid round, Guid mentee, Guid mentor) => new { matchingRoundId = round, cohortId = It.Round.CohortId, menteeId = mentee, mentorId = mentor };

    private void Tell(string type, object data) => _log.Add(Encoding.UTF8.GetString(Advance.Verifier.Canonical.Of(Json.Parse(JsonSerializer.SerializeToUtf8Bytes(new
    {
        actor = (string?)null,
        causationId = (string?)null,
        correlationId = (string?)null,
        data,
        eventId = Guid.CreateVersion7(),
        recordedAt = "2027-01-02T10:00:00.000000Z",
        seq = _log.Count + 1,
        streamId = Guid.CreateVersion7(),
        type,
        v = 1,
        version = 1,
    })))));

    private void Published(string? hash = null) =>
        Tell("matching.matching-round-published", new { matchingRoundId = It.Round.RoundId, cohortId = It.Round.CohortId, proposalHash = hash ?? It.ProposalHash, pairs = 1 });

    private (int Exit, string Said) Verify(string? certificate = null, int cutOff = 0)
    {
        var certificates = _folder.CreateSubdirectory("certificates").FullName;
        if (certificate != "")
        {
            File.WriteAllText(Path.Combine(certificates, "round-001.json"), certificate
                ?? JsonSerializer.Serialize(ProposalOfRoundEndpoint.CertificateOf(It, Advance.Matching.Rounds.Canonical.Hash(It.Round.Seed)), JsonSerializerOptions.Web));
        }

        var log = Path.Combine(_folder.FullName, "log.ndjson");
        File.WriteAllText(log, string.Concat(_log.Select(line => line + "\n"))[..^cutOff]);
        using var output = new MemoryStream();
        return (Cli.Run(["matches", certificates, "--log", log], Stream.Null, output), Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Pairs_of_proved_plans_are_valid_and_those_by_hand_are_counted()
    {
        Published();
        Tell("matching.pair-proposed", Pair(It.Round.RoundId, Ada, GraceMentor));
        Tell("matching.pair-proposed", Pair(Guid.Empty, Ids.New(), GraceMentor));
        Tell("matching.pair-proposed", new { matchingRoundId = Ids.New(), cohortId = Ids.New(), menteeId = Ada, mentorId = GraceMentor }); // another cohort
        Tell("strands.cohort-planned", new { cohortId = It.Round.CohortId });
        Verify().Should().Be((0, "valid: 1 pairs were proposed by 1 published rounds, each as a plan has it that is proved to be the best; "
            + "1 more were proposed by hand, which no plan proves (what was weighed stands in the log).\n"));
    }

    [Fact]
    public void A_pair_that_is_not_in_the_plan_is_refused_with_its_place_in_the_log()
    {
        Published();
        Tell("matching.pair-proposed", Pair(It.Round.RoundId, Ada, Ids.New()));
        Verify().Should().Match<(int, string)>(a => a.Item1 == 1 && a.Item2.StartsWith("refused: log: leaf 1 (line 2): the pair that was proposed is not in the plan"));
    }

    [Fact]
    public void A_log_whose_end_is_cut_off_is_refused_though_what_is_left_fits()
    {
        Published();
        Tell("matching.pair-proposed", Pair(It.Round.RoundId, Ada, Ids.New()));
        Verify(cutOff: 20).Should().Be((1, "refused: log: it ends within leaf 1 (line 2): the end is cut off.\n"));
    }

    [Fact]
    public void A_round_that_was_published_without_a_certificate_or_with_another_plan_is_refused()
    {
        Published(new('0', 64));
        Verify().Said.Should().StartWith("refused: log: leaf 0 (line 1): what was published is not the plan of round-001.json");
        _log.Clear();
        Published();
        Tell("matching.pair-proposed", Pair(Ids.New(), Ada, GraceMentor));
        Verify().Said.Should().Contain("has no certificate");
        _log.Clear();
        Tell("strands.cohort-planned", new { cohortId = It.Round.CohortId });
        Verify().Said.Should().StartWith("refused: round-001.json: the log does not say that this round was published");
    }

    [Fact]
    public void A_certificate_that_proves_nothing_is_refused_by_its_name_and_a_folder_without_any_is_unusable()
    {
        Published();
        var honest = JsonSerializer.Serialize(ProposalOfRoundEndpoint.CertificateOf(It, Advance.Matching.Rounds.Canonical.Hash(It.Round.Seed)), JsonSerializerOptions.Web);
        Verify(honest.Replace($"\"cost\":\"{It.Proposal.Proof.Cost}\"", "\"cost\":\"1\"")).Should().Match<(int, string)>(a => a.Item1 == 1 && a.Item2.StartsWith("refused: round-001.json: cost: "));
        Verify("[]").Exit.Should().Be(2);
        File.Delete(Path.Combine(_folder.FullName, "certificates", "round-001.json"));
        Verify("").Should().Match<(int, string)>(a => a.Item1 == 2 && a.Item2.Contains("0 files"));
        using var output = new MemoryStream();
        Cli.Run(["matches", _folder.FullName], Stream.Null, output).Should().Be(2, "a log is needed");
    }
}
