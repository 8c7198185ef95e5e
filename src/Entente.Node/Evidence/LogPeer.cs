namespace Entente.Node.Evidence;

/// <summary>A partner whose log this node witnesses, and that witnesses ours.</summary>
/// <param name="Id">Its party id.</param>
/// <param name="LogKey">The public key of its log, as its approved card says.</param>
/// <param name="WitnessKey">The public key of its witness, as its approved card says.</param>
/// <param name="CallAsync">Asks it over the connection that its card pins.</param>
/// <param name="AcknowledgedAsync">What it has acknowledged; <see langword="null"/> where nothing is exchanged with it.</param>
internal sealed record LogPeer(string Id, string LogKey, string WitnessKey, LogCall CallAsync, LogAcknowledged? AcknowledgedAsync = null);

/// <summary>Whether a partner has acknowledged, by the second instant, a message of this node that was queued after the first.</summary>
internal delegate Task<bool> LogAcknowledged(DateTimeOffset queuedAfter, DateTimeOffset until, CancellationToken cancellation);

/// <summary>Asks a partner for a path below its log: with a body POST, without one GET.</summary>
/// <returns>Status and body; <see langword="null"/> where nothing came.</returns>
internal delegate Task<(int Status, byte[] Body)?> LogCall(string path, byte[]? body, CancellationToken cancellation);

/// <summary>The active partners that keep a log, once they are known. The module that knows partners registers it.</summary>
internal delegate Task<IReadOnlyList<LogPeer>> LogPeers(CancellationToken cancellation);

/// <summary>The public keys of this node's log and of its witness, as its card says them.</summary>
internal delegate Task<(string Log, string Witness)> PublicLogKeys(CancellationToken cancellation);
