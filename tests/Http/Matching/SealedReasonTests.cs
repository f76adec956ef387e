using System.Net.Http.Json;
using System.Text;
using Advance.Contracts;
using Advance.Matching.Sealed;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Matching;

/// <summary>Why a mentorship ended reaches the ombudsperson, and no table, view or log says it or who wrote it.</summary>
public class SealedReasonTests(SharedHost shared)
{
    [Fact]
    public async Task A_reason_goes_sealed_to_the_ombudsperson_and_leaves_no_other_trace()
    {
        await using var host = await shared.OwnAsync();
        var settings = host.App.Services.GetRequiredService<IConfiguration>();
        var cast = await Cast.WithACohortAsync(host);
        var (_, grace) = await cast.MentorAsync();
        var ada = await cast.MenteeAsync(wishes: [grace]);
        var id = (await cast.MatchAsync()).Single();
        await cast.FormAsync(ada, grace, id);
        var (mentee, mentor, seal) = (cast.AsMentee(ada), cast.AsMentor(grace), $"/api/mentorships/{id}/seal-reason");
        using (var none = await mentee.GetAsync("/api/ombudsperson-key")) ((int)none.StatusCode).Should().Be(404);
        await mentee.RefusedAsync(seal, new { reason = "x" }, 409, "mentorship-not-ended");
        await mentee.DoAsync($"/api/mentorships/{id}/end");
        await mentee.RefusedAsync(seal, new { reason = "x" }, 409, "ombudsperson-key-missing");

        var (privateKey, publicKey) = SealedBox.NewKeys();
        settings["Ombudsperson:PublicKey"] = Convert.ToBase64String(publicKey);
        (await mentee.ReadAsync("/api/ombudsperson-key")).GetProperty("keyId").GetString().Should().Be(SealedBox.IdOf(publicKey));
        await host.Staff.RefusedAsync(seal, new { reason = "x" }, 403, "forbidden");
        await cast.AsMentee(Ids.New()).RefusedAsync(seal, new { reason = "x" }, 403, "forbidden");
        await mentee.RefusedAsync(seal, new { }, 400, "malformed");
        await mentor.RefusedAsync(seal, new { box = Convert.ToBase64String(SealedBox.Seal(SealedBox.NewKeys().PublicKey, "x"u8)) }, 409, "sealed-for-another-key");

        var secret = $"kanari{Guid.NewGuid():N}";
        var before = await EventsAsync(host);
        await RepeatedAsync(mentee, seal, new { reason = $"It was {secret}." });
        await mentor.DoAsync(seal, new { box = Convert.ToBase64String(SealedBox.Seal(publicKey, "sealed at home"u8)) });
        (await EventsAsync(host)).Should().Be(before, "nothing is recorded");
        (await FoundAsync(host, secret)).Should().BeEmpty();
        await NobodyStandsBesideAsync(host, [ada, grace, id]);

        var page = await host.Staff.ReadAsync("/api/sealed-reasons");
        var opened = page.GetProperty("items").EnumerateArray()
            .Select(item => Encoding.UTF8.GetString(SealedBox.Open(privateKey, Convert.FromBase64String(item.GetProperty("box").GetString()!))!).TrimEnd()).ToList();
        opened.Should().Contain("sealed at home").And.Contain(letter => letter.Contains(secret) && letter.Contains(id.ToString()));
        await CommandOpensAsync(privateKey, page.ToString(), secret);
        foreach (var item in page.GetProperty("items").EnumerateArray()) await host.Staff.DoAsync($"/api/sealed-reasons/{item.GetProperty("id").GetGuid()}/destroy");
        (await host.Staff.ReadAsync("/api/sealed-reasons")).GetProperty("items").GetArrayLength().Should().Be(0);
        await host.Staff.RefusedAsync($"/api/sealed-reasons/{Guid.NewGuid()}/destroy", null, 404, "not-found");
    }

    /// <summary>With an idempotency key, which elsewhere would keep who asked.</summary>
    private static async Task RepeatedAsync(HttpClient client, string address, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue(await response.Content.ReadAsStringAsync());
    }

    private static async Task<int> EventsAsync(TestHost host)
    {
        await using var session = host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.Events.QueryAllRawEvents().CountAsync();
    }

    private static async Task<IReadOnlyList<string>> FoundAsync(TestHost host, string secret)
    {
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        List<string> tables = [], found = [];
        await using (var command = source.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        tables.Should().Contain("matching.mt_doc_sealedreason");
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"select count(*) from {table} t where t::text ilike any(@patterns)");
            command.Parameters.AddWithValue("patterns", new[] { $"%{secret}%", $"%{Convert.ToHexString(Encoding.UTF8.GetBytes(secret))}%", $"%{Convert.ToBase64String(Encoding.UTF8.GetBytes(secret[..36]))}%" });
            if (await command.ExecuteScalarAsync() is > 0L) found.Add(table);
        }

        return found;
    }

    private static async Task NobodyStandsBesideAsync(TestHost host, Guid[] ids)
    {
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        await using var command = source.CreateCommand("""
            select (select count(*) from matching.mt_doc_sealedreason t where t::text like any(@ids)),
                (select count(*) from information_schema.columns where table_schema = 'matching' and table_name = 'mt_doc_sealedreason' and data_type like 'timestamp%')
            """);
        command.Parameters.AddWithValue("ids", ids.Select(id => $"%{id}%").ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync(), reader.GetInt64(0), reader.GetInt64(1)).Should().Be((true, 0L, 0L), "neither person, mentorship nor moment stand beside a box");
    }

    /// <summary>The ombudsperson's own tool, without any server.</summary>
    private static async Task CommandOpensAsync(byte[] privateKey, string page, string secret)
    {
        var folder = Directory.CreateTempSubdirectory("advance-ombudsperson-");
        var (key, boxes, made) = (Path.Combine(folder.FullName, "key"), Path.Combine(folder.FullName, "boxes.json"), Path.Combine(folder.FullName, "made"));
        await File.WriteAllTextAsync(key, Convert.ToBase64String(privateKey));
        await File.WriteAllTextAsync(boxes, page);
        using StringWriter said = new();
        var code = await Advance.Host.Commands.OmbudspersonCommand.RunAsync(Advance.Host.Arguments.Parse(["open", "--key", key, "--in", boxes]), said);
        (code, said.ToString().Contains(secret)).Should().Be((0, true));
        (await Advance.Host.Commands.OmbudspersonCommand.RunAsync(Advance.Host.Arguments.Parse(["keygen", "--out", made]), said)).Should().Be(0);
        said.ToString().Should().Contain("Ombudsperson__PublicKey=");
        (await Advance.Host.Commands.OmbudspersonCommand.RunAsync(Advance.Host.Arguments.Parse(["open", "--key", made, "--in", boxes]), said)).Should().Be(1, "it is another key");
        folder.Delete(recursive: true);
    }
}
