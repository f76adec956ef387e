using System.Runtime.CompilerServices;

// The specs check a certificate that was tampered with; the benchmarks time the check alone.
[assembly: InternalsVisibleTo("Advance.Tests.Specs")]
[assembly: InternalsVisibleTo("Advance.Tests.Bench")]
