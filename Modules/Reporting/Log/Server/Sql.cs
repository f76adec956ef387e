using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Own SQL, briefly.</summary>
internal static class Sql
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    public static async Task DoAsync(this NpgsqlConnection connection, string sql, CancellationToken cancel, params (string, object?)[] values)
    {
        await using var command = connection.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The first value of the first row, or nothing.</summary>
    public static async Task<T?> OneAsync<T>(this NpgsqlConnection connection, string sql, CancellationToken cancel, params (string, object?)[] values)
    {
        await using var command = connection.Command(sql, values);
        return await command.ExecuteScalarAsync(cancel) is T value ? value : default;
    }
}
