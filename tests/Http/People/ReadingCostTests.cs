using System.Collections.Concurrent;
using Advance.Contracts;
using Advance.Tests.Http.Applications;
using Marten;
using Marten.Services;
using Npgsql;

namespace Advance.Tests.Http.People;

/// <summary>What one reading of a case asks of the log.</summary>
public class ReadingCostTests(SharedHost shared)
{
    [Fact]
    public async Task A_reading_by_permit_asks_for_the_types_it_folds_and_never_for_the_whole_stream_of_a_person()
    {
        Statements statements = new();
        await using var host = await TestHost.StartAsync(shared.Server, adjust: services => services.ConfigureMarten(store => store.Logger(statements)));
        var cast = await ReviewCast.WithAsync(host, applications: 1, reviewers: 1);
        var (ada, emmy) = (cast.Applied[0], cast.Reviewers[0]);
        var text = await host.Staff.CreateAsync($"/api/people/{ada.PersonId}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        await host.Staff.DoAsync(ReviewCast.Of(ada, "redact-document"), new { kind = "motivation-letter", textId = text });
        await cast.AssignAsync(ada, emmy);
        await cast.BeginAsync("assessing");
        var permit = (await cast.CasesOfAsync(emmy)).Single().GetProperty("documents").EnumerateArray()
            .Single(d => d.GetProperty("kind").GetString() == "motivation-letter").GetProperty("permit").GetString();

        statements.Begin(ada.PersonId, emmy);
        (await Permits.OpenAsync(cast.As(emmy), "/api/case-texts", permit)).Status.Should().Be(200);
        var asked = statements.End();
        asked.Should().HaveCountGreaterThanOrEqualTo(3, "affiliations of both, and merges");
        asked.Should().OnlyContain(sql => sql.Contains(".type = ANY", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps what sessions ask of the log about some streams, between a beginning and an end.</summary>
    private sealed class Statements : IMartenLogger, IMartenSessionLogger
    {
        private readonly ConcurrentQueue<string> _asked = new();
        private Guid[] _streams = [];

        public void Begin(params Guid[] streams) => _streams = streams;

        public IReadOnlyList<string> End()
        {
            _streams = [];
            return [.. _asked];
        }

        public IMartenSessionLogger StartSession(IQuerySession session) => this;

        public void LogSuccess(NpgsqlCommand command) => Keep(command.CommandText, command.Parameters);

        public void LogSuccess(NpgsqlBatch batch)
        {
            foreach (var command in batch.BatchCommands.OfType<NpgsqlBatchCommand>()) Keep(command.CommandText, command.Parameters);
        }

        private void Keep(string sql, NpgsqlParameterCollection parameters)
        {
            var isAboutThem = parameters.Any(p => p.Value is Guid id ? _streams.Contains(id) : p.Value is IEnumerable<Guid> ids && ids.Any(_streams.Contains));
            if (isAboutThem && sql.Contains("from es.mt_events", StringComparison.OrdinalIgnoreCase)) _asked.Enqueue(sql);
        }

        public void SchemaChange(string sql)
        {
        }

        public void LogFailure(NpgsqlCommand command, Exception ex)
        {
        }

        public void LogFailure(NpgsqlBatch batch, Exception ex)
        {
        }

        public void LogFailure(Exception ex, string message)
        {
        }

        public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
        {
        }

        public void OnBeforeExecute(NpgsqlCommand command)
        {
        }

        public void OnBeforeExecute(NpgsqlBatch batch)
        {
        }
    }
}
