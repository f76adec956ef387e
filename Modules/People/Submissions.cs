using Advance.Shared;
using Marten;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace Advance.People;

/// <summary>What people hand in: files, answers, requests for letters. How it is stored, and how it is destroyed and handed over.</summary>
internal static class Submissions
{
    public static void AddSubmissions(this StoreOptions store, string schema)
    {
        store.Schema.For<PersonalFile>().DatabaseSchemaName(schema).Index(f => f.PersonId);
        store.Schema.For<PersonalAnswers>().DatabaseSchemaName(schema).Index(a => a.PersonId);
        store.Schema.For<ProtectedAnswers>().DatabaseSchemaName(schema).Index(a => a.PersonId);
        store.Schema.For<LetterRequest>().DatabaseSchemaName(schema).Index(r => r.PersonId).Index(r => r.LetterId).UniqueIndex(r => r.TokenDigest);
        Table parts = new(new PostgresqlObjectName(schema, "file_part", Weasel.Postgresql.SchemaUtils.IdentifierUsage.General));
        parts.AddColumn<Guid>("file_id").AsPrimaryKey();
        parts.AddColumn<int>("part").AsPrimaryKey();
        parts.AddColumn("bytes", "bytea").NotNull();
        store.Storage.ExtendedSchemaObjects.Add(parts);
    }

    /// <summary>What there is of a person, by its kind; what there is none of is not named.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountSubmissionsAsync(this IQuerySession session, Guid personId, CancellationToken cancel)
    {
        (string Kind, int Count)[] counts =
        [
            ("answers", await session.Query<PersonalAnswers>().CountAsync(a => a.PersonId == personId, cancel)),
            ("files", await session.Query<PersonalFile>().CountAsync(f => f.PersonId == personId, cancel)),
            ("letter-requests", await session.Query<LetterRequest>().CountAsync(r => r.PersonId == personId, cancel)),
        ];
        return counts.Where(c => c.Count > 0).ToDictionary(c => c.Kind, c => c.Count);
    }

    public static async Task<IReadOnlyList<FileView>> FilesOfAsync(this IQuerySession session, Guid personId, CancellationToken cancel) =>
        [.. (await session.Query<PersonalFile>().Where(f => f.PersonId == personId).OrderBy(f => f.Id).ToListAsync(cancel)).Select(FileView.Of)];

    public static async Task<IReadOnlyList<AnswersView>> AnswersOfAsync(this IQuerySession session, Guid personId, CancellationToken cancel)
    {
        var shielded = await session.Query<ProtectedAnswers>().Where(a => a.PersonId == personId).ToListAsync(cancel);
        var answers = await session.Query<PersonalAnswers>().Where(a => a.PersonId == personId).OrderBy(a => a.Id).ToListAsync(cancel);
        return [.. answers.Select(a => AnswersView.Of(a, shielded.FirstOrDefault(s => s.Id == a.Id)))];
    }

    public static async Task<IReadOnlyList<LetterRequestView>> LetterRequestsOfAsync(this IQuerySession session, Guid personId, CancellationToken cancel) =>
        [.. (await session.Query<LetterRequest>().Where(r => r.PersonId == personId).OrderBy(r => r.Id).ToListAsync(cancel))
            .Select(r => new LetterRequestView(r.Id, r.SupervisorName, r.SupervisorEmail, r.Template))];

    public static async Task DestroySubmissionsAsync(this IDocumentSession session, Guid personId, CancellationToken cancel)
    {
        await session.DestroyFilesAsync(personId, cancel);
        session.DestroyAnswers(personId);
        session.DeleteWhere<LetterRequest>(r => r.PersonId == personId);
    }

    /// <summary>Destroys all answers of a person, the protected ones with them.</summary>
    public static void DestroyAnswers(this IDocumentSession session, Guid personId)
    {
        session.DeleteWhere<PersonalAnswers>(a => a.PersonId == personId);
        session.DeleteWhere<ProtectedAnswers>(a => a.PersonId == personId);
    }

    /// <summary>After a merge they are the other person's.</summary>
    public static async Task HandOverSubmissionsAsync(this IDocumentSession session, Guid from, Guid to, CancellationToken cancel)
    {
        session.Store([.. (await session.Query<PersonalFile>().Where(f => f.PersonId == from).ToListAsync(cancel)).Select(f => f with { PersonId = to })]);
        session.Store([.. (await session.Query<PersonalAnswers>().Where(a => a.PersonId == from).ToListAsync(cancel)).Select(a => a with { PersonId = to })]);
        session.Store([.. (await session.Query<ProtectedAnswers>().Where(a => a.PersonId == from).ToListAsync(cancel)).Select(a => a with { PersonId = to })]);
        session.Store([.. (await session.Query<LetterRequest>().Where(r => r.PersonId == from).ToListAsync(cancel)).Select(r => r with { PersonId = to })]);
    }
}
