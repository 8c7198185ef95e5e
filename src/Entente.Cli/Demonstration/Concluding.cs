using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Cli.Demonstration;

/// <summary>
/// Concludes the simulated agreements of the library the way that real ones are: one seeded officer proposes, another approves, this node signs and offers. Every administration
/// of the demonstration does the same with the same bytes, so that each agreement is in force as soon as its parties have met.
/// </summary>
internal static class Concluding
{
    public static async Task RunAsync(IServiceProvider node, CancellationToken cancellation)
    {
        var (own, desk) = (node.GetRequiredService<OwnKeys>().PartyId, node.GetRequiredService<AgreementDesk>());
        var (proposer, approver) = (await Introduction.PersonaAsync(node, Role.Administrator, cancellation), await Introduction.PersonaAsync(node, Role.Supervisor, cancellation));
        foreach (var text in AgreementLibrary.Names.Select(AgreementLibrary.Read))
        {
            if (AgreementText.Read(text) is not AgreementReading.Accepted { Agreement: { Status: AgreementStatus.Simulated } agreement } || agreement.PartyOf(own) is null)
            {
                continue;
            }

            // Of an earlier run, or a partner's offer that was quicker: what is signed already is refused, and that is right.
            var outcome = await desk.ProposeAsync(proposer, text, cancellation);
            if (outcome is AgreementOutcome.Done)
            {
                outcome = await desk.ApproveAsync(approver, new(agreement.Id, agreement.Version, agreement.Digest), cancellation);
            }

            if (outcome is AgreementOutcome.Refused { Faults: [var fault, ..] } && fault.Code != FaultCode.AgreementVersion)
            {
                await Console.Error.WriteLineAsync($"The agreement {agreement} was refused: {fault.Code.Title} {fault.Detail}");
            }
        }
    }
}
