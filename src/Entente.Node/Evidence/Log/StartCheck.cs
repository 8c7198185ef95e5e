using Entente.Node.Platform;

namespace Entente.Node.Evidence.Log;

/// <summary>Before a node signs anything after a start, it asks its witnesses how far its log had come: its store and everything beside its key may have been set back together, and only they would know.</summary>
/// <remarks>A node that was away shortly signs on also where nobody answers, and so does one without witnesses. One that was away for longer waits until enough have answered, or an officer says on record that it may go on.</remarks>
internal sealed class StartCheck(Database database, NodeLog log, Cosigning cosigning, LogPeers peers, LifeSign life, WitnessPolicy policy)
{
    /// <summary>Holds the log, and with it the witness, from the beginning where the node was away for long.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var open = await log.OpenAsync(cancellation);
        if (!life.IsFresh(open.Signer))
        {
            log.Hold(open.Row.Number, Waiting(open, 0, 0));
        }
    }

    /// <summary>Asks every witness, and lets the log sign where that is enough.</summary>
    /// <returns>Whether the log may sign; and whether every witness has answered.</returns>
    public async Task<(bool MaySign, bool AllAsked)> AskAsync(CancellationToken patience)
    {
        var open = await log.OpenAsync(CancellationToken.None);
        var known = (await peers(patience)).Where(static peer => Cosigning.KeyOf(peer) is not null).ToList();
        var asked = await Task.WhenAll(known.Select(async peer => (Key: Cosigning.KeyOf(peer)!, HasAnswered: await HasAnsweredAsync(peer, patience))));
        var answered = asked.Where(static one => one.HasAnswered).Select(static one => one.Key).ToList();
        if (known.Count > 0 && !life.IsFresh(open.Signer) && !policy.IsMet(answered))
        {
            log.Hold(open.Row.Number, Waiting(open, answered.Count, known.Count));
            return (false, false);
        }

        log.Release();
        return (true, answered.Count == known.Count);
    }

    /// <summary>Lets the log sign although too few witnesses have answered: an officer has seen to it that the store was not set back.</summary>
    /// <returns>The number of the record that says so.</returns>
    public async Task<long> ResumeAsync(Actor actor, string reason, CancellationToken cancellation)
    {
        var open = await log.OpenAsync(cancellation);
        var record = await database.WriteAsync(
            session => RecordBook.Append(session, actor, EvidenceActs.LogResumed, "log", open.Row.Origin, JsonDetail.Of(("reason", reason), ("leaves", $"{LogStore.Last(session, open.Row)?.Size ?? 0}"))), cancellation);
        life.Write(open.Signer);
        return record;
    }

    private async Task<bool> HasAnsweredAsync(LogPeer peer, CancellationToken patience)
    {
        try
        {
            return await cosigning.CheckAsync(peer, patience);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            // It has answered, and what is stored here makes no tree: the next attempt to sign says so.
            return true;
        }
    }

    private static string Waiting(OpenLog open, int answered, int known) =>
        $"This node was away for long, and its store may have been restored; the log {open.Row.Origin} waits for its witnesses, of which {answered} of {known} have answered. Nothing is signed until enough have, or until entente log resume.";
}
