using Advance.Contracts;

namespace Advance.Applications;

/// <summary>How an application stands to a rule: unknown is what only a person can tell.</summary>
public enum RuleStanding { Met, NotMet, Unknown }

/// <summary>One rule of eligibility: its name, how the application stands to it, and the code and sentence of what is missing.</summary>
public record EligibilityRule(string Rule, RuleStanding Standing, string? Code = null, string? Sentence = null);

/// <summary>The rules of the policy in force when the call was published (rule A3), in the order in which they are asked.</summary>
public static class EligibilityRules
{
    private const string Declaration = "declaration";

    /// <summary>Stands for every rule; <c>person</c> and <c>today</c> tell where the applicant works now.</summary>
    public static IReadOnlyList<EligibilityRule> Of(Application application, Call call, Applicant? person, DateOnly today)
    {
        var missing = call.MissingOf(application.Documents.Select(d => d.Kind));
        return
        [
            Rule("career-stage", call.Policy?.CareerStages.Contains(application.CareerStage) == true, "career-stage-not-admitted",
                "Applicants of this career stage are not admitted to this call."),
            Rule("institution", call.Institutions.Contains(application.InstitutionId), "institution-not-in-call",
                "The person's institution does not take part in this call."),
            Rule("documents", !missing.Any(k => !IsDeclaration(k)), "required-document-missing", "A document that this call requires is missing."),
            Declarations(application, call, [.. missing.Where(IsDeclaration)]),
            person?.On(today) is { } affiliation && affiliation.InstitutionId == application.InstitutionId
                ? new("affiliation", RuleStanding.Met)
                : new("affiliation", RuleStanding.Unknown, "affiliation-changed", "The person no longer works where they applied from, as far as is known."),
        ];
    }

    private static EligibilityRule Declarations(Application application, Call call, IReadOnlyList<string> missingDocuments)
    {
        var isAsked = call.Policy is { RequiredDeclarations.Count: > 0 } || call.Policy?.RequiredDocuments.Any(IsDeclaration) == true;
        if (!isAsked)
            return new("declarations", RuleStanding.Unknown, "contract-not-declared",
                "This call asks for no declaration, so the contract is for staff to look at.");
        if (missingDocuments.Count > 0) return Rule("declarations", false, "required-document-missing", "A declaration that this call requires is missing.");
        if (call.MissingDeclarations(application.Declarations, application.Documents).Count > 0)
            return Rule("declarations", false, "declaration-missing", "A declaration that this call requires is missing.");
        return Rule("declarations", call.TooEarly(application.Declarations).Count == 0, "declared-date-too-early",
            "A date that was declared, as of the contract's end, lies before the day that this call asks for.");
    }

    /// <summary>Before there were declarations one was a document of a kind that says so.</summary>
    private static bool IsDeclaration(string kind) => kind.StartsWith(Declaration, StringComparison.Ordinal);

    private static EligibilityRule Rule(string rule, bool isMet, string code, string sentence) =>
        isMet ? new(rule, RuleStanding.Met) : new(rule, RuleStanding.NotMet, code, sentence);
}
