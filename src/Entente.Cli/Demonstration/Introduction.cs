using System.Text;
using Entente.Node.Access;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Access;
using Entente.Protocol.Faults;
using Entente.Protocol.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli.Demonstration;

/// <summary>
/// Makes the administrations of the demonstration known to each other the way that real ones are: each hands out its card as a file, one seeded officer proposes it and
/// another approves it with the fingerprint. Only the telephone is simulated: the fingerprint is heard from a second file of the other administration.
/// </summary>
internal sealed class Introduction(IServiceProvider node, Administration who, string directory, TimeProvider clock)
{
    private const string CardFile = "node-card.json";
    private const string TelephoneFile = "fingerprint-as-read-on-the-telephone.txt";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly PartnerDesk desk = node.GetRequiredService<PartnerDesk>();
    private readonly PartnerDirectory partners = node.GetRequiredService<PartnerDirectory>();
    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);

    /// <summary>Looks for cards of the others until it is stopped: one that starts later, or changes its keys, is met later.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await HandOutAsync(cancellation);
        await partners.Ready.WaitAsync(cancellation);
        var (proposer, approver) = (await PersonaAsync(node, Role.Administrator, cancellation), await PersonaAsync(node, Role.Supervisor, cancellation));
        while (true)
        {
            foreach (var other in who.Others)
            {
                await MeetAsync(Path.Combine(directory, "..", other.Id), proposer, approver, cancellation);
            }

            await Task.Delay(Patience, clock, cancellation);
        }
    }

    private async Task HandOutAsync(CancellationToken cancellation)
    {
        var card = await node.GetRequiredService<OwnCard>().IssueAsync(cancellation);
        await WriteAsync(TelephoneFile, CardFingerprint.Grouped(card.Fingerprint), cancellation);
        await WriteAsync(CardFile, card.ToString(), cancellation);
    }

    private async Task MeetAsync(string folder, Actor proposer, Actor approver, CancellationToken cancellation)
    {
        var (file, telephone) = (Path.Combine(folder, CardFile), Path.Combine(folder, TelephoneFile));
        if (!File.Exists(file)
            || SignedCard.Read(await File.ReadAllBytesAsync(file, cancellation), out _) is not { } card
            || refused.GetValueOrDefault(card.Card.Party) == card.Fingerprint)
        {
            return;
        }

        if (partners.Find(card.Card.Party) is { } known && known.Version >= card.Card.Version)
        {
            if (!known.Keys.Any(key => card.Card.Keys.Any(other => other.Certificate.Span.SequenceEqual(key.Certificate.Raw.Span))))
            {
                // Its folder was deleted: a node that begins anew numbers its cards from 1 again, and an older card never takes the place of a newer one.
                refused[card.Card.Party] = card.Fingerprint;
                await Console.Error.WriteLineAsync(
                    $"{card.Card.Party} has begun anew with other keys, and its card of version {known.Version} is still in force here: nothing is exchanged with it. "
                    + "Delete the folders of all administrations of the demonstration together, or start it with another folder.");
            }

            return;
        }

        var outcome = await desk.ProposeAsync(proposer, await File.ReadAllBytesAsync(file, cancellation), cancellation);
        if (outcome is PartnerOutcome.Done proposal)
        {
            outcome = await desk.ApproveAsync(approver, new(Guid.Parse(proposal.Id), await File.ReadAllTextAsync(telephone, cancellation)), cancellation);
        }

        if (outcome is PartnerOutcome.Refused { Fault: var fault } && fault.Code != FaultCode.PartnerFingerprint)
        {
            refused[card.Card.Party] = card.Fingerprint;
            await Console.Error.WriteLineAsync($"The card of {card.Card.Party} was refused: {fault.Code.Title} {fault.Detail}");
        }
    }

    /// <summary>A seeded officer of customs with that role, as at the desk.</summary>
    public static async Task<Actor> PersonaAsync(IServiceProvider node, Role role, CancellationToken cancellation)
    {
        var persona = Entente.Node.Access.Demonstration.Personas.First(one => one.Role == role && one.AuthorityId == Actor.NationalAuthority);
        var officer = (await Officer.AllAsync(node.GetRequiredService<Database>(), cancellation)).First(one => one.Active && one.Name == persona.Name && one.AuthorityId == persona.AuthorityId);
        return new(officer.Id.ToString("D"), officer.AuthorityId, AuthorityKind.Customs, persona.Purpose, "demonstration");
    }

    /// <summary>Replaces a file as a whole: the others read it at any time.</summary>
    private async Task WriteAsync(string name, string text, CancellationToken cancellation)
    {
        var file = Path.Combine(directory, name);
        await File.WriteAllTextAsync(file + ".new", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        File.Move(file + ".new", file, overwrite: true);
    }
}
