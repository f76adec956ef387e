namespace Advance.Host.Postgres;

/// <summary>
/// The Host cannot start, for a reason the person at the keyboard can change. The message is meant for them:
/// it is printed as it is, without a stack trace, and the Host exits with a code other than zero.
/// </summary>
public sealed class StartupRefused(string sentence) : Exception(sentence);
