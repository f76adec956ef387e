using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

public class SubmissionSpecs
{
    private static readonly SubmitApplication Command = new(Cohorts.Id, People.Ada, MotivationLetterId: Ids.New());

    private static ApplicationSubmitted Submit(SubmitApplication? command = null, Call? call = null, Intake? intake = null,
        Applicant? person = null, DateTimeOffset? now = null) => SubmitApplicationEndpoint.Decide(command ?? Command, call ?? Calls.Open,
        intake ?? new(), person ?? People.AdaAt(Calls.University), States.Id, now ?? Calls.InTime);

    [Fact]
    public void An_application_carries_where_the_applicant_works_on_the_day() =>
        Submit(person: People.AdaAt(Calls.Lih).Evolve(new AffiliationRecorded(People.Ada, Calls.University, "unit", "senior-postdoc", new(2026, 6, 1))))
            .Should().BeEquivalentTo(States.Submission with { CareerStage = "senior-postdoc" });

    [Fact]
    public void A_call_takes_applications_up_to_its_deadline_and_its_extension()
    {
        Submit(now: Calls.Deadline).ApplicationId.Should().Be(States.Id);
        Submit(now: Calls.Late, call: Calls.Open.Evolve(new CallExtended(Cohorts.Id, Calls.Late))).ApplicationId.Should().Be(States.Id);
        Then.Refused("deadline-passed", () => Submit(now: Calls.Late));
    }

    [Fact]
    public void A_call_that_is_not_open_takes_none()
    {
        Then.Refused("call-not-open", () => Submit(call: Calls.Planned));
        Then.Refused("call-not-open", () => Submit(call: Calls.Closed));
        Then.Refused("call-not-open", () => Submit(call: Calls.Cancelled));
    }

    [Fact]
    public void Only_a_known_person_with_an_affiliation_in_the_call_applies()
    {
        var ada = People.AdaAt(Calls.University);
        Then.Refused("person-unknown", () => SubmitApplicationEndpoint.Decide(Command, Calls.Open, new(), null, States.Id, Calls.InTime));
        Then.Refused("person-unknown", () => Submit(person: new() { Id = People.Ada }));
        Then.Refused("person-unknown", () => Submit(person: ada.Evolve(new IdentityRetired(People.Ada, Ids.New()))));
        Then.Refused("person-unknown", () => Submit(person: ada.Evolve(new PersonErased(People.Ada, new Dictionary<string, int>()))));
        Then.Refused("no-affiliation", () => Submit(person: Given.The<Applicant>(new PersonRegistered(People.Ada),
            new AffiliationRecorded(People.Ada, Calls.University, "unit", "postdoc", new(2027, 1, 1)))));
        Then.Refused("institution-not-in-call", () => Submit(person: People.AdaAt(Calls.Lih)));
    }

    [Fact]
    public void A_person_has_one_live_application_to_a_cohort_under_whatever_identity()
    {
        var intake = States.Intake(States.AdaHasNone);
        Then.Refused("already-applied", () => Submit(intake: intake));
        Submit(intake: intake.Evolve(new ApplicantLeft(Cohorts.Id, States.Id))).PersonId.Should().Be(People.Ada);
        var augusta = Ids.New();
        var merged = Given.The<Applicant>(new PersonRegistered(augusta),
            new AffiliationRecorded(augusta, Calls.University, "unit", "postdoc", new(2025, 1, 1)), new PersonMerged(augusta, People.Ada));
        Then.Refused("already-applied", () => Submit(Command with { PersonId = augusta }, intake: intake, person: merged));
    }

    [Fact]
    public void Who_withdrew_applies_again_unless_the_policy_says_never()
    {
        var never = Calls.Open with { Policy = Calls.Open.Policy! with { Resubmission = ResubmissionRule.Never } };
        Then.Refused("resubmission-not-allowed", () => SubmitApplicationEndpoint.Decide(Command, never, new(), People.AdaAt(Calls.University), States.Id, Calls.InTime, hasWithdrawn: true));
        foreach (var call in new[] { Calls.Open, never })
            SubmitApplicationEndpoint.Decide(Command, call, new(), People.AdaAt(Calls.University), States.Id, Calls.InTime, hasWithdrawn: call == Calls.Open).PersonId.Should().Be(People.Ada);
    }

    [Fact]
    public void Wishes_are_few_different_and_for_others()
    {
        var (grace, mary) = (Ids.New(), Ids.New());
        Submit(Command with { MentorWishes = [grace, mary] }).MentorWishes.Should().Equal(grace, mary);
        Then.Refused("too-many-wishes", () => Submit(Command with { MentorWishes = [grace, mary, Ids.New(), Ids.New()] }));
        Then.Refused("wish-repeated", () => Submit(Command with { MentorWishes = [grace, grace] }));
        Then.Refused("wish-for-oneself", () => Submit(Command with { MentorWishes = [People.Ada] }));
    }

    [Fact]
    public void The_documents_of_the_policy_are_required() =>
        Then.Refused("required-document-missing", () => Submit(Command with { MotivationLetterId = null, Documents = [new("cv", Ids.New())] }));

    [Fact]
    public void A_submission_of_the_wrong_shape_is_named_field_by_field()
    {
        var wrong = () => SubmitApplicationEndpoint.Validate(new(Guid.Empty, Guid.Empty, Topics: ["No Key"],
            MotivationLetterId: Ids.New(), Documents: [new("motivation-letter", Ids.New())]));
        wrong.Should().Throw<Malformed>().Which.Errors.Keys.Should().BeEquivalentTo("cohortId", "personId", "topics", "documents");
    }

    [Fact]
    public void A_document_is_added_until_the_deadline_and_later_only_when_it_was_asked_for()
    {
        AttachDocument cv = new("cv", Ids.New());
        var returned = States.Submitted.Evolve(new ApplicationReturned(States.Id, Cohorts.Id, People.Ada, ["cv"]));
        var attached = AttachDocumentEndpoint.Decide(returned, Calls.Open, cv, Calls.Late);
        returned.Evolve(attached).Status.Should().Be(ApplicationStatus.Submitted);
        AttachDocumentEndpoint.Decide(States.Submitted, Calls.Open, cv, Calls.InTime).Kind.Should().Be("cv");
        Then.Refused("deadline-passed", () => AttachDocumentEndpoint.Decide(States.Submitted, Calls.Open, cv, Calls.Late));
        Then.Refused("document-not-asked-for", () => AttachDocumentEndpoint.Decide(returned, Calls.Open, cv with { Kind = "photo" }, Calls.Late));
        Then.Refused("eligibility-decided", () => AttachDocumentEndpoint.Decide(States.Eligible, Calls.Open, cv, Calls.InTime));
        Then.Refused("application-withdrawn", () => AttachDocumentEndpoint.Decide(States.Withdrawn, Calls.Open, cv, Calls.InTime));
    }

    [Fact]
    public void An_application_returns_for_completion_before_its_eligibility_is_decided()
    {
        var returned = ReturnApplicationEndpoint.Decide(States.Submitted, Calls.Closed, new(["cv"]));
        States.Submitted.Evolve(returned).Should().Match<Application>(a => a.Status == ApplicationStatus.Returned && a.Asked.Count == 1);
        Then.Refused("eligibility-decided", () => ReturnApplicationEndpoint.Decide(States.Eligible, Calls.Closed, new(["cv"])));
        Then.Refused("application-withdrawn", () => ReturnApplicationEndpoint.Decide(States.Withdrawn, Calls.Closed, new(["cv"])));
        Then.Refused("cohort-over", () => ReturnApplicationEndpoint.Decide(States.Submitted, Calls.Cancelled, new(["cv"])));
    }
}
