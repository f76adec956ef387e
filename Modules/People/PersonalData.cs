using System.Globalization;
using System.Net.Mail;
using System.Text;
using Advance.Contracts;

namespace Advance.People;

/// <summary>Who a person is. One destroyable document (its id is the person's); nothing of it ever stands in an event.</summary>
public record PersonalData
{
    public Guid Id { get; init; }
    public string GivenName { get; init; } = "";
    public string FamilyName { get; init; } = "";
    public string Email { get; init; } = "";
    public IReadOnlyList<string> OtherEmails { get; init; } = [];
    public string? Orcid { get; init; }
    public string? Phone { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = [];
    public string? ExternalOrganisation { get; init; }

    /// <summary>Both names, folded, for the search of staff.</summary>
    public string SearchName { get; init; } = "";
}

/// <summary>What needs more protection than a name; kept apart so that an ordinary reading never loads it.</summary>
public record SensitiveData
{
    public Guid Id { get; init; }
    public string? Gender { get; init; }
}

/// <summary>Whose e-mail address it is. The id is the normalised address, so that an address belongs to one person only.</summary>
public record EmailAddress
{
    public string Id { get; init; } = "";
    public Guid PersonId { get; init; }
}

/// <summary>A person's data as they are given to us, by registration or correction.</summary>
public record PersonDetails(string GivenName, string FamilyName, string Email, string? Orcid = null, string? Phone = null,
    IReadOnlyList<string>? Languages = null, string? Gender = null, string? ExternalOrganisation = null)
{
    public void Validate() => Shape.Of([.. Checks()]);

    /// <summary>What is looked at, for a command that looks at more.</summary>
    internal IReadOnlyList<(bool Wrong, string Field, string Sentence)> Checks() =>
    [
        (!Shape.IsLine(GivenName, 100), "givenName", "A given name is one line of at most 100 characters."),
        (!Shape.IsLine(FamilyName, 100), "familyName", "A family name is one line of at most 100 characters."),
        (!Addresses.IsAddress(Email), "email", "This is not an e-mail address of at most 254 characters."),
        (Orcid is not null && !Addresses.IsOrcid(Orcid), "orcid", "This is not an ORCID iD such as 0000-0002-1825-0097."),
        (Phone is not null && !Shape.IsLine(Phone, 40), "phone", "A phone number is one line of at most 40 characters."),
        (Languages?.Count > 20 || Languages?.All(l => Shape.IsLine(l, 40)) == false, "languages", "At most 20 languages of at most 40 characters."),
        (Gender is not null && !Shape.IsLine(Gender, 40), "gender", "A gender is one line of at most 40 characters."),
        (ExternalOrganisation is not null && !Shape.IsLine(ExternalOrganisation, 200), "externalOrganisation",
            "An organisation is one line of at most 200 characters."),
    ];

    /// <summary>The document of a person with these data, keeping the addresses that came from merged identities.</summary>
    public PersonalData DocumentOf(Guid personId, IReadOnlyList<string>? otherEmails = null) => new()
    {
        Id = personId,
        GivenName = GivenName.Trim(),
        FamilyName = FamilyName.Trim(),
        Email = Email.Trim(),
        OtherEmails = otherEmails ?? [],
        Orcid = Orcid,
        Phone = Phone,
        Languages = Languages ?? [],
        ExternalOrganisation = ExternalOrganisation,
        SearchName = Addresses.Folded($"{GivenName.Trim()} {FamilyName.Trim()}"),
    };

    /// <summary>The names (never the values) of the fields that differ from what is held.</summary>
    public IReadOnlyList<string> DifferingFrom(PersonalData held, SensitiveData? sensitive)
    {
        var now = DocumentOf(held.Id);
        (string Field, bool Differs)[] fields =
        [
            ("givenName", now.GivenName != held.GivenName), ("familyName", now.FamilyName != held.FamilyName), ("email", now.Email != held.Email),
            ("orcid", now.Orcid != held.Orcid), ("phone", now.Phone != held.Phone), ("languages", !now.Languages.SequenceEqual(held.Languages)),
            ("gender", Gender != sensitive?.Gender), ("externalOrganisation", now.ExternalOrganisation != held.ExternalOrganisation),
        ];
        return [.. fields.Where(f => f.Differs).Select(f => f.Field)];
    }
}

/// <summary>How addresses and names are compared.</summary>
public static class Addresses
{
    /// <summary>One spelling of an address: two that differ in case, composition or blanks around them are one.</summary>
    public static string Normalised(string email) => email.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    public static bool IsAddress(string? email) => email is { Length: <= 254 } && MailAddress.TryCreate(email.Trim(), out var parsed)
        && parsed.Address == email.Trim() && parsed.Host.Contains('.') && !email.Any(char.IsControl);

    /// <summary>Shape and check digit (ISO 7064 MOD 11-2) of an ORCID iD.</summary>
    public static bool IsOrcid(string orcid)
    {
        var digits = orcid.Replace("-", "");
        if (orcid.Length != 19 || digits.Length != 16 || orcid[4] != '-' || orcid[9] != '-' || orcid[14] != '-') return false;
        if (!digits[..15].All(char.IsAsciiDigit)) return false;
        var total = digits[..15].Aggregate(0, (sum, digit) => (sum + digit - '0') * 2);
        var check = (12 - total % 11) % 11;
        return digits[15] == (check == 10 ? 'X' : (char)('0' + check));
    }

    /// <summary>Lower case without accents, so that a search for "muller" finds Müller.</summary>
    public static string Folded(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();
}
