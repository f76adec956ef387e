using System.Security.Cryptography;
using Advance.Contracts;
using Marten;
using Npgsql;

namespace Advance.People;

/// <summary>Keeps the bytes of files in parts, in a table of People: written and read piece by piece, destroyed with the person.</summary>
internal static class FileStore
{
    public const string Table = "people.file_part";
    public const int MostFiles = 200;
    private const int PartSize = 256 * 1024;
    private const int SaltSize = 32;

    /// <summary>Writes a file in the session's transaction; the caller holds the person's lock.</summary>
    public static async Task<PersonalFile> KeepAsync(this IDocumentSession session, PersonalFile file, Stream bytes, CancellationToken cancel)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        var part = new byte[PartSize];
        bytes.Position = 0;
        for (var (number, read) = (0, 0); (read = await bytes.ReadAtLeastAsync(part, PartSize, throwOnEndOfStream: false, cancel)) > 0; number++)
        {
            hash.AppendData(part, 0, read);
            await using NpgsqlCommand command = new($"insert into {Table} (file_id, part, bytes) values (@id, @part, @bytes)");
            command.Parameters.AddWithValue("id", file.Id);
            command.Parameters.AddWithValue("part", number);
            command.Parameters.AddWithValue("bytes", part[..read]);
            await session.ExecuteAsync(command, cancel);
        }

        var kept = file with { Salt = Convert.ToBase64String(salt), Commitment = Convert.ToHexStringLower(hash.GetHashAndReset()) };
        session.Insert(kept);
        session.Events.StartStream<FileOfRecord>(kept.Id,
            new FileStored(kept.Id, kept.PersonId, kept.Kind, kept.Format, kept.Bytes, kept.Pages, kept.Scan, kept.Commitment));
        return kept;
    }

    public static async Task WriteToAsync(NpgsqlDataSource source, Guid fileId, Stream target, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"select bytes from {Table} where file_id = @id order by part");
        command.Parameters.AddWithValue("id", fileId);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) await target.WriteAsync(reader.GetFieldValue<byte[]>(0), cancel);
    }

    /// <summary>Destroys all files of a person.</summary>
    public static async Task DestroyFilesAsync(this IDocumentSession session, Guid personId, CancellationToken cancel)
    {
        var files = await session.Query<PersonalFile>().Where(f => f.PersonId == personId).Select(f => f.Id).ToListAsync(cancel);
        foreach (var id in files) session.QueueSqlCommand($"delete from {Table} where file_id = ?", id);
        session.DeleteWhere<PersonalFile>(f => f.PersonId == personId);
    }
}
