using System.Security.Claims;
using Advance.Contracts;

namespace Advance.Tests.Specs.Contracts;

/// <summary>Whose something is.</summary>
public class CallerSpecs
{
    private static readonly (Guid Now, Guid Former, Guid Other) Person = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());

    private static Caller Ada(string role = Roles.Mentee) => Caller.Of(new(new ClaimsIdentity([new(Caller.RoleClaim, role),
        new(Caller.PersonClaim, Person.Now.ToString()), new(Caller.FormerPersonClaim, Person.Former.ToString())])));

    [Fact]
    public void What_began_under_a_former_id_is_the_callers()
    {
        Ada().Ids.Should().Equal(Person.Now, Person.Former);
        foreach (var id in Ada().Ids)
        {
            Ada().Is(id).Should().BeTrue();
            Ada().MustBe(id);
            Ada().MustThemselvesBe(id);
        }

        Ada().Is(Person.Other).Should().BeFalse();
        Ada().Is(null).Should().BeFalse();
        FluentActions.Invoking(() => Ada().MustBe(Person.Other)).Should().Throw<Forbidden>();
        FluentActions.Invoking(() => Ada(Roles.Staff).MustThemselvesBe(Person.Other)).Should().Throw<Forbidden>();
        Ada(Roles.Staff).MustBe(Person.Other);
    }

    [Fact]
    public void Nothing_new_begins_under_a_former_id()
    {
        Ada().MustNowBe(Person.Now);
        FluentActions.Invoking(() => Ada().MustNowBe(Person.Former)).Should().Throw<Forbidden>();
        Ada(Roles.Staff).MustNowBe(Person.Other);
    }

    [Fact]
    public void A_caller_without_a_person_is_nobody()
    {
        var nobody = Caller.Of(new(new ClaimsIdentity([new(Caller.FormerPersonClaim, Person.Former.ToString())])));
        nobody.Ids.Should().BeEmpty();
        nobody.Is(Person.Former).Should().BeFalse();
        nobody.Is(null).Should().BeFalse();
    }

    [Fact]
    public void A_limited_role_reaches_its_strand_and_its_cohort_and_an_ordinary_one_all()
    {
        var (strand, cohort) = (Guid.NewGuid(), Guid.NewGuid());
        (Ada() with { LimitedTo = [strand] }).Reaches(strand, cohort).Should().BeTrue();
        (Ada() with { LimitedTo = [cohort] }).Reaches(strand, cohort).Should().BeTrue();
        (Ada() with { LimitedTo = [Guid.NewGuid()] }).Reaches(strand, cohort).Should().BeFalse();
        Ada().Reaches(strand, cohort).Should().BeTrue();
    }
}
