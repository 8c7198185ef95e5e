using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>Changes the keys of this node with overlap, in three steps between which partners have time to approve the new card.</summary>
internal sealed class KeyChange(Database database, OwnKeys keys, OwnCard card, KeyFiles files)
{
    /// <summary>First step: successors are made and listed on a new card, which partners then approve.</summary>
    /// <returns>The ids of the new keys; none where successors wait already.</returns>
    public async Task<IReadOnlyList<string>> RotateAsync(Actor actor, KeyPurpose? purpose, CancellationToken cancellation)
    {
        var made = await keys.RotateAsync(purpose, cancellation);
        if (made.Count > 0)
        {
            await FinishAsync(actor, FederationActs.KeysRotated, made, cancellation);
        }

        return made;
    }

    /// <summary>Second step, when the partners have approved the card: the successors are used, their predecessors still accepted.</summary>
    /// <returns>The ids of the keys that are used now; none where no successor waits.</returns>
    public Task<IReadOnlyList<string>> SwitchAsync(Actor actor, CancellationToken cancellation) => MoveAsync(
        actor,
        FederationActs.KeysSwitched,
        static session =>
        {
            var next = session.Query<(string Id, string Purpose)>("SELECT id, purpose FROM own_key WHERE state = 'Next'");
            foreach (var purpose in next.Select(key => key.Purpose).Distinct())
            {
                OwnKeys.Move(session, OwnKeyState.Current, OwnKeyState.Previous, purpose);
                OwnKeys.Move(session, OwnKeyState.Next, OwnKeyState.Current, purpose);
            }

            return [.. next.Select(key => key.Id)];
        },
        cancellation);

    /// <summary>Third step, when nothing under way needs them: the predecessors leave the card, and their private keys are deleted.</summary>
    /// <returns>The ids of the keys that are gone.</returns>
    public async Task<IReadOnlyList<string>> RetireAsync(Actor actor, CancellationToken cancellation)
    {
        var retired = await MoveAsync(
            actor,
            FederationActs.KeysRetired,
            session =>
            {
                var previous = session.Query<string>("SELECT id FROM own_key WHERE state = 'Previous'");
                OwnKeys.Move(session, OwnKeyState.Previous, OwnKeyState.Retired, purpose: null);
                if (previous.Count > 0 && session.Scalar<long>("SELECT COUNT(*) FROM partner_directory") > 0)
                {
                    // A directory is believed only while its signer is one of ours.
                    DirectoryBook.Sign(session, keys.Current, keys.PartyId);
                }

                return previous;
            },
            cancellation);
        foreach (var id in retired)
        {
            files.Delete(id);
        }

        return retired;
    }

    private async Task<IReadOnlyList<string>> MoveAsync(Actor actor, Act act, Func<Session, List<string>> move, CancellationToken cancellation)
    {
        await keys.EnsureAsync(cancellation);
        var moved = await database.WriteAsync(move, cancellation);
        if (moved.Count > 0)
        {
            await FinishAsync(actor, act, moved, cancellation);
        }

        return moved;
    }

    private async Task FinishAsync(Actor actor, Act act, IReadOnlyList<string> changed, CancellationToken cancellation)
    {
        await database.WriteAsync(
            session => RecordBook.Append(session, actor, act, "own-key", null, JsonDetail.Of(("keys", string.Join(' ', changed)))), cancellation);
        await card.IssueAsync(cancellation);
    }
}
