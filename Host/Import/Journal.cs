using Advance.Applications;

namespace Advance.Host.Import;

/// <summary>
/// Records what the rows of an import made, some at a time, while it goes on: an import that was broken off can be taken back as well.
/// An import that makes nothing leaves no trace.
/// </summary>
internal sealed class Journal(ApiClient api, string kind, Guid? cohortId)
{
    private const int AtOnce = 25;

    private readonly Lazy<Task<Guid>> _import = new(() => api.CreateAsync("/api/imports", new { kind, cohortId }));
    private readonly List<ImportedRow> _waiting = [];

    /// <summary>The import's id, once it has made something.</summary>
    public Guid? ImportId => _import is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } id } ? id.Result : null;

    public async Task AddAsync(ImportedRow row)
    {
        IReadOnlyList<ImportedRow> batch;
        lock (_waiting)
        {
            _waiting.Add(row);
            if (_waiting.Count < AtOnce) return;
            batch = [.. _waiting];
            _waiting.Clear();
        }

        await SendAsync(batch);
    }

    /// <summary>Records what is still waiting; nobody adds any more.</summary>
    public Task CompleteAsync() => _waiting.Count > 0 ? SendAsync(_waiting) : Task.CompletedTask;

    private async Task SendAsync(IReadOnlyList<ImportedRow> rows) => await api.DoAsync($"/api/imports/{await _import.Value}/record-rows", new { rows });
}
