using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

public class DeclarationSpecs
{
    private const string Contract = "contract-until";
    private const string Closing = "attends-closing";
    private static readonly DateOnly June = new(2027, 6, 30);
    private static readonly Call Call = Given.The<Call>(Cohorts.Planned, Calls.Published with
    {
        Policy = Calls.Published.Policy with { RequiredDocuments = [], RequiredDeclarations = [Contract, Closing], DatedDeclarations = [new(Contract, 6, 30, 1)] },
    });

    private static DeclarationsMade? Submit(Call call, params Declaration[] made) =>
        SubmitApplicationEndpoint.DecideDeclarations(new(Cohorts.Id, People.Ada, Declarations: made), call, States.Submission);

    private static Application With(params Declaration[] made) => Given.The<Application>(States.Submission, new DeclarationsMade(States.Id, Cohorts.Id, People.Ada, made, []));

    private static string? Standing(Application application, Call? call = null) =>
        EligibilityRules.Of(application, call ?? Call, null, default).Single(r => r.Rule == "declarations") is var rule ? $"{rule.Standing} {rule.Code}" : null;

    [Fact]
    public void A_day_of_the_following_year_follows_from_the_deadline_as_it_was_published()
    {
        Call.NotBefore(Contract).Should().Be(June);
        Call.NotBefore(Closing).Should().BeNull();
        Call.Evolve(new CallExtended(Cohorts.Id, new(2027, 1, 31, 12, 0, 0, TimeSpan.Zero))).NotBefore(Contract).Should().Be(June, "an extension over New Year asks for no longer contract");
        new DatedDeclaration(Contract, 2, 29, 1).NotBefore(Calls.Deadline).Should().Be(new DateOnly(2027, 2, 28));
    }

    [Fact]
    public void An_application_declares_what_the_policy_of_the_call_asks_for()
    {
        Declaration[] all = [new(Contract, June), new(Closing)];
        Submit(Call, all)!.Made.Should().Equal(all);
        Submit(Calls.Open).Should().BeNull("this call asks for none");
        Then.Refused("declaration-missing", () => Submit(Call, new Declaration(Contract, June)));
        Then.Refused("declaration-not-asked-for", () => Submit(Calls.Open, new Declaration(Closing)));
        Then.Refused("declaration-date-missing", () => Submit(Call, new(Contract), new(Closing)));
        Then.Refused("declaration-has-no-date", () => Submit(Call, new(Contract, June), new(Closing, June)));
        Submit(Call, new(Contract, June.AddDays(-1)), new(Closing)).Should().NotBeNull("whether it is long enough is a question of eligibility");
    }

    [Fact]
    public void Eligibility_asks_whether_the_contract_that_was_declared_runs_long_enough()
    {
        Standing(With(new(Contract, June), new(Closing))).Should().Be("Met ");
        Standing(With(new(Contract, June.AddDays(-1)), new(Closing))).Should().Be("NotMet declared-date-too-early");
        Standing(With(new Declaration(Contract, June))).Should().Be("NotMet declaration-missing");
        Standing(With(), Calls.Open).Should().Be("Unknown contract-not-declared");
        var tooEarly = With(new(Contract, June.AddDays(-1)), new(Closing));
        Then.Refused("declared-date-too-early", () => ConfirmEligibilityEndpoint.Decide(tooEarly, Call, new()));
        ConfirmEligibilityEndpoint.Decide(tooEarly, Call, new(Override: true)).OverriddenRule.Should().Be("declared-date-too-early");
        Then.Refused("declaration-missing", () => ConfirmEligibilityEndpoint.Decide(With(), Call, new()));
    }

    [Fact]
    public void Declarations_are_amended_until_the_deadline_and_after_it_only_when_asked_for()
    {
        DeclarationsMade Declare(Declare command, Application? application = null, DateTimeOffset? now = null, Call? call = null) =>
            DeclareEndpoint.Decide(application ?? With(new(Contract, June), new(Closing)), call ?? Call, command, now ?? Calls.InTime);
        Declare longer = new([new(Contract, June.AddYears(1))]);
        With(new(Contract, June), new(Closing)).Evolve(Declare(longer)).Declarations.Should().BeEquivalentTo([new Declaration(Closing), new(Contract, June.AddYears(1))]);
        var without = With(new(Contract, June), new(Closing)).Evolve(Declare(new(TakeBack: [Closing])));
        without.Declarations.Should().Equal(new Declaration(Contract, June));
        Standing(without).Should().Be("NotMet declaration-missing");
        Then.Refused("nothing-to-declare", () => Declare(new([new(Closing)])));
        Then.Refused("nothing-to-declare", () => Declare(new(TakeBack: ["contract"])));
        Then.Refused("declaration-not-asked-for", () => Declare(new([new("attends-nothing")])));
        Then.Refused("declaration-date-missing", () => Declare(new([new(Contract)])));
        Then.Refused("declaration-has-no-date", () => Declare(new([new(Closing, June)])));
        Then.Refused("deadline-passed", () => Declare(longer, now: Calls.Late));
        Then.Refused("application-withdrawn", () => Declare(longer, States.Withdrawn));
        Then.Refused("eligibility-decided", () => Declare(longer, States.Eligible));
        Then.Refused("cohort-over", () => Declare(longer, call: Calls.Cancelled));

        var returned = without.Evolve(new ApplicationReturned(States.Id, Cohorts.Id, People.Ada, [Closing]));
        Then.Refused("declaration-not-asked-for", () => Declare(longer, returned, Calls.Late));
        Then.Refused("deadline-passed", () => Declare(new(TakeBack: [Contract]), returned, Calls.Late));
        returned.Evolve(Declare(new([new(Closing)]), returned, Calls.Late)).Should().Match<Application>(a => a.Status == ApplicationStatus.Submitted && a.Asked.Count == 0);
    }

    [Fact]
    public void A_declaration_that_was_handed_in_as_a_document_before_there_were_any_still_counts()
    {
        var old = Call with { Policy = Call.Policy! with { RequiredDeclarations = [Closing], DatedDeclarations = null } };
        var application = Given.The<Application>(States.Submission, States.Letter with { Kind = Closing });
        Standing(application, old).Should().Be("Met ");
        old.MissingDeclarations([], []).Should().Equal(Closing);
        old.MissingOf([]).Should().BeEmpty("it is no document");
    }

    [Fact]
    public void Completeness_names_what_is_not_declared_and_what_is_too_early()
    {
        Materials nothing = new(null, null, new Dictionary<Guid, KnownFile>());
        var view = CompletenessOfApplicationEndpoint.Of(With(new Declaration(Contract, June.AddDays(-1))), Call, nothing, new(), Calls.InTime);
        view.Should().Match<CompletenessView>(v => !v.IsComplete);
        view.MissingDeclarations.Should().Equal(Closing);
        view.DatesTooEarly.Should().Equal(Contract);
        CompletenessOfApplicationEndpoint.Of(With(new(Contract, June), new(Closing)), Call, nothing, new(), Calls.InTime).IsComplete.Should().BeTrue();
    }
}
