using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

public class LetterSpecs
{
    private static readonly Guid Cohort = Ids.New();
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly ApplicationSubmitted Submitted = new(Ids.New(), Cohort, Persons.AdaId, Ids.New(), "postdoc", [], []);
    private static readonly SupportedApplication Application = Given.The<SupportedApplication>(Submitted);

    private static SupportLetterRequested Ask(SupportLetter? letter = null, SupportedApplication? application = null) =>
        RequestSupportLetterEndpoint.Decide(application ?? Application, Persons.Ada, letter ?? new(), Ids.New(), Now);

    private static SupportLetterReceived Answer(SupportLetter letter) => AnswerSupportLetterEndpoint.Decide(letter, Ids.New(), null);

    [Fact]
    public void A_letter_is_asked_for_until_it_came_or_the_application_is_over()
    {
        var asked = Ask();
        asked.ExpiresAt.Should().Be(Now.AddDays(21));
        var letter = Given.The<SupportLetter>(asked);
        Ask(letter).LetterId.Should().Be(asked.LetterId);
        Ask(letter.Evolve(DeclineSupportLetterEndpoint.Decide(letter))).PersonId.Should().Be(Persons.AdaId);
        Then.Refused("letter-received", () => Ask(letter.Evolve(Answer(letter))));
        Then.Refused("application-over", () => Ask(application: Application.Evolve(new ApplicationWithdrawn(Submitted.ApplicationId, Cohort, Persons.AdaId))));
        Then.Refused("too-many-letter-requests", () => Ask(letter with { Requests = 10 }));
    }

    [Fact]
    public void A_link_opens_once_in_time_and_only_the_latest()
    {
        var asked = Ask();
        var letter = Given.The<SupportLetter>(asked);
        LetterRequest request = new() { Id = asked.RequestId, LetterId = asked.LetterId };
        LetterLink.Decide(request, letter, asked.ExpiresAt);
        Then.Refused("link-expired", () => LetterLink.Decide(request, letter, asked.ExpiresAt.AddTicks(1)));
        Then.Refused("link-expired", () => LetterLink.Decide(request with { Id = Ids.New() }, letter, Now));
        Then.Refused("link-used", () => LetterLink.Decide(request, letter.Evolve(Answer(letter)), Now));
        Then.Refused("link-used", () => LetterLink.Decide(request, letter.Evolve(DeclineSupportLetterEndpoint.Decide(letter)), Now));
        Then.Refused("link-unknown", () => LetterLink.Decide(null, null, Now));
    }
}
