using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>
/// What is known of a person's file beside its bytes, which lie in parts in a table of their own. A document: the name that somebody
/// gave a file often names somebody. Bytes, name and salt are destroyed together.
/// </summary>
public record PersonalFile
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public FileFormat Format { get; init; }
    public long Bytes { get; init; }

    /// <summary>Null where pages cannot be counted: a DOCX has none until it is laid out.</summary>
    public int? Pages { get; init; }
    public FileScan Scan { get; init; }

    /// <summary>The salt of the commitment in the log, in base64.</summary>
    public string Salt { get; init; } = "";
    public string Commitment { get; init; } = "";
    public DateTimeOffset StoredAt { get; init; }

    /// <summary>A file in which a virus was found is read by nobody, staff included.</summary>
    public void MustBeReadable() => Refused.When(Scan is FileScan.Infected, "file-infected", "A virus was found in this file; nobody reads it any more.");

    public string MediaType => Format is FileFormat.Pdf ? FileClaims.Pdf : FileClaims.Docx;

    /// <summary>A name that says what it is and not whose.</summary>
    public string NameFor(string kind) => $"{kind}.{(Format is FileFormat.Pdf ? "pdf" : "docx")}";
}

/// <summary>A file as the log knows it: whose, of which kind, how large, and the commitment to its bytes.</summary>
public record FileOfRecord : IFold<FileOfRecord>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public string Kind { get; init; } = "";
    public string Commitment { get; init; } = "";
    public FileScan Scan { get; init; }

    public FileOfRecord Evolve(object e) => e switch
    {
        FileStored stored => this with
        {
            Id = stored.FileId,
            PersonId = stored.PersonId,
            Kind = stored.Kind,
            Commitment = stored.Commitment,
            Scan = stored.Scan,
        },
        FileScanned scanned => this with { Scan = scanned.Scan },
        _ => this,
    };
}
