using Npgsql;

namespace Advance.Tests.Http;

/// <summary>A Host at rest: every projection and subscription has heard the whole log, and no reaction waits to be handled.</summary>
internal static class Settled
{
    public static async Task Async(TestHost host)
    {
        await using var source = NpgsqlDataSource.Create(host.ConnectionString);
        await Eventually.Get(async () =>
        {
            await using var command = source.CreateCommand("""
                select (select min(last_seq_id) >= (select max(seq_id) from es.mt_events) from es.mt_event_progression where name like '%:All')
                    and not exists (select 1 from wolverine.wolverine_incoming_envelopes where status = 'Incoming')
                """);
            return await command.ExecuteScalarAsync() is true;
        }, "all that was recorded has been heard");
    }
}
