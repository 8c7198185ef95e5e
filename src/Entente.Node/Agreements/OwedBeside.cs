using Entente.Agreements.Clocks;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Platform;

namespace Entente.Node.Agreements;

/// <summary>What this administration owes partners beside the requests of the desk: the module that keeps it registers how it is counted and said.</summary>
/// <param name="Address">Where it is dealt with.</param>
/// <param name="Permission">Whoever may read it.</param>
internal sealed record OwedBeside(string Address, string Permission, Func<Session, Actor, Task<OwedCount>> Count, Func<Text, OwedCount, string> Say);

/// <param name="Open">How much waits for this administration.</param>
/// <param name="Overdue">How much of it is past its time.</param>
/// <param name="Level">Who has to know of the worst of it.</param>
internal sealed record OwedCount(int Open, int Overdue, EscalationLevel Level);
