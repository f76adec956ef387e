using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.People;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.People;

public class IdentityTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_merged_identity_hands_over_its_address_texts_and_accounts()
    {
        var (email, subject) = (Somebody.Address("second"), Programme.Key("s"));
        var (kept, merged) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host, email));
        var text = await Host.Staff.CreateAsync($"/api/people/{merged}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        await Host.Staff.DoAsync($"/api/people/{merged}/grant-access", new { issuer = "https://idp", subject, role = "mentee" });
        await Host.Staff.DoAsync($"/api/people/{kept}/merge", new { mergedPersonId = merged });

        await Host.Staff.RefusedAsync("/api/people", Somebody.Details(email), 409, "email-taken");
        await Host.Staff.RefusedAsync($"/api/people/{kept}/merge", new { mergedPersonId = merged }, 409, "person-merged");
        (await Host.Staff.ReadAsync($"/api/people/{kept}")).GetProperty("otherEmails")[0].GetString().Should().Be(email);
        (await Host.Staff.ReadAsync($"/api/people/{kept}/texts/{text}")).GetProperty("kind").GetString().Should().Be("motivation-letter");
        (await AccessAsync(subject))!.PersonId.Should().Be(kept);
        var gone = await Host.Staff.ReadAsync($"/api/people/{merged}");
        gone.GetProperty("mergedInto").GetGuid().Should().Be(kept);
        gone.GetProperty("email").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_erasure_destroys_every_document_gives_a_receipt_and_happens_once()
    {
        var (email, subject) = (Somebody.Address("erased"), Programme.Key("s"));
        var person = await Host.Staff.CreateAsync("/api/people", Somebody.Details(email, gender: "female"));
        var text = await Host.Staff.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject, role = "mentee" });

        using var response = await Host.Staff.PostAsync($"/api/people/{person}/erase", null);
        var erased = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("erased");
        erased.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32()).Should().BeEquivalentTo(new Dictionary<string, int>
        {
            ["accounts"] = 1,
            ["email-addresses"] = 1,
            ["personal-data"] = 1,
            ["sensitive-data"] = 1,
            ["special-data"] = 0,
            ["texts"] = 1,
        });

        await Host.Staff.RefusedAsync($"/api/people/{person}/erase", null, 409, "person-erased");
        await Host.Staff.RefusedAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = "Again" }, 409, "person-erased");
        using var letter = await Host.Staff.GetAsync($"/api/people/{person}/texts/{text}");
        ((int)letter.StatusCode).Should().Be(404);
        (await AccessAsync(subject)).Should().BeNull();
        (await Host.Staff.ReadAsync($"/api/people/{person}")).GetProperty("givenName").ValueKind.Should().Be(JsonValueKind.Null);
        await Somebody.RegisterAsync(Host, email);
    }

    [Fact]
    public async Task An_account_has_the_roles_that_were_granted_until_they_are_revoked()
    {
        var university = await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("uni"), name = "University" });
        var (person, other, subject) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), Programme.Key("s"));
        var partner = new { issuer = "https://idp", subject, role = "partner", institutionId = university };
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", partner);
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject, role = "mentor" });
        await Host.Staff.RefusedAsync($"/api/people/{person}/grant-access", partner, 409, "access-already-granted");
        await Host.Staff.RefusedAsync($"/api/people/{other}/grant-access", partner, 409, "subject-taken");
        (await AccessAsync(subject)).Should().BeEquivalentTo(new SubjectAccess(person, ["partner", "mentor"], university, []));

        await Host.Staff.DoAsync($"/api/people/{person}/revoke-access", partner);
        await Host.Staff.RefusedAsync($"/api/people/{person}/revoke-access", partner, 409, "access-not-granted");
        (await AccessAsync(subject))!.Roles.Should().Equal("mentor");
        await Host.Staff.DoAsync($"/api/people/{person}/revoke-access", new { issuer = "https://idp", subject, role = "mentor" });
        (await AccessAsync(subject)).Should().BeNull();
    }

    [Fact]
    public async Task An_affiliation_is_recorded_at_an_institution_that_is_known()
    {
        var university = await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("uni"), name = "University" });
        var person = await Somebody.RegisterAsync(Host);
        var affiliation = new { institutionId = university, unit = "dcs", careerStage = "professor", from = "2026-01-01" };
        await Host.Staff.DoAsync($"/api/people/{person}/record-affiliation", affiliation);
        await Host.Staff.RefusedAsync($"/api/people/{person}/record-affiliation", affiliation, 409, "affiliation-already-recorded");
        await Host.Staff.RefusedAsync($"/api/people/{person}/record-affiliation",
            new { institutionId = person, unit = "dcs", careerStage = "professor", from = "2026-01-01" }, 409, "institution-unknown");
    }

    private async Task<SubjectAccess?> AccessAsync(string subject)
    {
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await AccessOfSubject.FindAsync(session, "https://idp", subject);
    }
}
