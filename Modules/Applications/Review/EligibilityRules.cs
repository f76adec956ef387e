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
        var declarations = (call.Policy?.RequiredDocuments ?? []).Where(IsDeclaration).ToList();
        return
        [
            Rule("career-stage", call.Policy?.CareerStages.Contains(application.CareerStage) == true, "career-stage-not-admitted",
                "Applicants of this career stage are not admitted to this call."),
            Rule("institution", call.Institutions.Contains(application.InstitutionId), "institution-not-in-call",
                "The person's institution does not take part in this call."),
            Rule("documents", !missing.Any(k => !IsDeclaration(k)), "required-document-missing", "A document that this call requires is missing."),
            declarations.Count == 0
                ? new("declarations", RuleStanding.Unknown, "contract-not-declared", "This call asks for no declaration, so the contract is for staff to look at.")
                : Rule("declarations", !missing.Any(IsDeclaration), "required-document-missing", "A declaration that this call requires is missing."),
            person?.On(today) is { } affiliation && affiliation.InstitutionId == application.InstitutionId
                ? new("affiliation", RuleStanding.Met)
                : new("affiliation", RuleStanding.Unknown, "affiliation-changed", "The person no longer works where they applied from, as far as is known."),
        ];
    }

    private static bool IsDeclaration(string kind) => kind.StartsWith(Declaration, StringComparison.Ordinal);

    private static EligibilityRule Rule(string rule, bool isMet, string code, string sentence) =>
        isMet ? new(rule, RuleStanding.Met) : new(rule, RuleStanding.NotMet, code, sentence);
}
