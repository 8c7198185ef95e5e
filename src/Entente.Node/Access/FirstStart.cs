using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Access;

/// <summary>A node that nobody can sign in to prints the link by which the first one comes in: to the terminal, once, and to no log.</summary>
internal sealed class FirstStart(Database database, AccessOptions options, NodeOptions node) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var link = await database.WriteAsync(
            session =>
            {
                // A store that was a demonstration before must not keep its doors open.
                session.Execute("DELETE FROM officer_session WHERE means = 'demonstration'");
                return session.Scalar<long>("SELECT COUNT(*) FROM passkey") == 0
                    && session.Scalar<long>("SELECT COUNT(*) FROM invitation WHERE officer_id IS NULL AND used_at IS NULL AND expires_at > @Now", new { session.Now }) == 0
                    ? Issue(session, options)
                    : null;
            },
            cancellationToken);
        if (link is not null)
        {
            await System.Console.Out.WriteLineAsync($"Nobody can sign in to this node yet. Register the first administrator within {options.LinkHours} h at {Invitation.Link(node, link)}");
        }
    }

    /// <summary>Makes the link for the first administrator, and one that was lost good no more.</summary>
    public static SecretToken Issue(Session session, AccessOptions options)
    {
        RecordBook.Append(session, Actor.Node("set-up", Purpose.Administration), AccessActs.OfficerInvited, "officer", null);
        return Invitation.Issue(session, options, officerId: null);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
