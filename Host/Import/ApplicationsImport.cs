using System.Text.Json;
using Advance.Applications;
using Advance.People;
using Advance.Strands;

namespace Advance.Host.Import;

/// <summary>
/// Rows become applications to a cohort's call. Fields: givenName, familyName, email, institution (key), unit, careerStage, topics,
/// mentorWishes (e-mail addresses in order), document:KIND for each document that the policy requires (its text), declaration:KEY for each
/// declaration (a yes, or the day that it states), and answer:KEY for each question that the call asks.
/// </summary>
public sealed class ApplicationsImport(ApiClient api, Mapping mapping, bool isDryRun, JsonElement cohort)
    : Importer(api, mapping, isDryRun, "applications", cohort.GetProperty("id").GetGuid())
{
    private readonly Guid _cohortId = cohort.GetProperty("id").GetGuid();
    private IReadOnlyList<string> _documents = [];
    private IReadOnlyList<DeclarationView> _declarations = [];
    private AnswersImport? _answers;

    protected override async Task PrepareAsync()
    {
        if (cohort.GetProperty("status").GetString() != "CallOpen")
            throw new ApiRefused(409, "call-not-open", "The call of this cohort is not open.");
        _documents = [.. cohort.GetProperty("policy").GetProperty("requiredDocuments").EnumerateArray().Select(d => d.GetString()!)];
        _declarations = ApiClient.Read<IReadOnlyList<DeclarationView>>((await Api.ReadAsync($"/api/cohorts/{_cohortId}/declarations")).GetProperty("items"));
        _answers = await AnswersImport.OfCallAsync(Api, Mapping, _cohortId);
    }

    protected override IEnumerable<string> Needed => ["givenName", "familyName", "email", "institution", "unit", "careerStage",
        .. _documents.Select(kind => $"document:{kind}"), .. _declarations.Select(d => $"declaration:{d.Key}")];

    protected override async Task<RowResult> RowAsync(TableRow row)
    {
        var texts = _documents.Select(kind => new WriteText(kind, Mapping.Required(row, $"document:{kind}"))).ToList();
        texts.ForEach(text => WrongUnless(() => WriteTextEndpoint.Validate(text)));
        var answers = _answers?.Of(row);
        Mapping.Required(row, "institution");
        var person = Registration(row);
        if (!cohort.GetProperty("institutions").EnumerateArray().Any(i => i.GetGuid() == person.InstitutionId))
            throw new WrongRow("the institution does not take part in this call");
        SubmitApplication application = new(_cohortId, Guid.Empty, await WishesAsync(row), [.. Mapping.Many(row, "topics").Distinct()],
            Declarations: [.. _declarations.Select(asked => Declared(row, asked))]);
        WrongUnless(() => SubmitApplicationEndpoint.Validate(application with { PersonId = _cohortId })); // the person's id is not known yet
        if (await PersonAsync(row, person) is not var (id, isNew)) return Imported(row, "", "would be registered and apply");
        if (!isNew && await HasAppliedAsync(id)) return Unchanged(row, "has applied already");
        if (IsDryRun) return Imported(row, "", "would apply");
        List<Attachment> documents = [];
        foreach (var text in texts)
        {
            documents.Add(new(text.Kind, await Api.CreateAsync($"/api/people/{id}/texts", text)));
            Made(row, id, texts: 1);
        }

        Guid? answersId = answers is null ? null : await Api.CreateAsync($"/api/people/{id}/answers", answers);
        if (answersId is not null) Made(row, id, texts: 1);
        try
        {
            var applied = await Api.CreateAsync("/api/applications", application with { PersonId = id, Documents = documents, AnswersId = answersId });
            Made(row, id, thing: applied, thingVersion: 1 + documents.Count + (answersId is null ? 0 : 1) + (_declarations.Count > 0 ? 1 : 0));
            return Imported(row, "applied", "");
        }
        catch (ApiRefused refused) when (refused.Code == "already-applied")
        {
            return Unchanged(row, "has applied already"); // in another import at this moment
        }
    }

    /// <summary>A date that is too early is no wrong row: whether the applicant is eligible is decided later, by staff.</summary>
    private Declaration Declared(TableRow row, DeclarationView asked)
    {
        var field = $"declaration:{asked.Key}";
        Mapping.Required(row, field);
        if (asked.NotBefore is not null) return new(asked.Key, Mapping.Date(row, field));
        return Mapping.IsYes(row, field) == true ? new(asked.Key) : throw new WrongRow($"{Mapping.Named(field)} is not declared: {Mapping.One(row, field)}");
    }

    private async Task<bool> HasAppliedAsync(Guid person) => Any(await Api.ReadAsync($"/api/people/{person}/applications?limit=200"),
        a => a.GetProperty("cohortId").GetGuid() == _cohortId && a.GetProperty("status").GetString() != "Withdrawn");

    private async Task<IReadOnlyList<Guid>> WishesAsync(TableRow row)
    {
        List<Guid> wishes = [];
        foreach (var email in Mapping.Many(row, "mentorWishes"))
            wishes.Add(await FindPersonAsync(email) ?? throw new WrongRow("a wished mentor is not known: import the mentors first"));
        return wishes;
    }
}
