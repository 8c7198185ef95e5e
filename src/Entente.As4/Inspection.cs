using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4;

/// <summary>Explains a message step by step, by the very code that judges it.</summary>
public static class Inspection
{
    /// <summary>What a node with this policy finds in the message.</summary>
    public static IReadOnlyList<InspectionStep> Explain(string contentType, ReadOnlyMemory<byte> body, ReceptionPolicy policy, DateTimeOffset now)
    {
        var steps = new List<InspectionStep>();
        new Reception(policy, now, steps).Read(contentType, body);
        return steps;
    }

    /// <summary>
    /// What can be said of a message by who knows neither of its parties: everything it claims about addresses and agreement is taken as agreed, and
    /// its signature is checked with the certificate that it brings along, which proves nothing about who that is.
    /// </summary>
    /// <param name="keys">Keys to decrypt with, where the reader has them.</param>
    public static IReadOnlyList<InspectionStep> ExplainUnknown(
        string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<DecryptionKey> keys, MessageLimits limits, DateTimeOffset now)
    {
        var security = new IncomingSecurity
        {
            Suites = [.. SecuritySuite.All.Values],
            AcceptSigner = (claim, _) => claim is SignerClaim.Certificates certificates ? certificates.Path[0] : null,
            DecryptionKeys = keys,
            EncryptionRequired = false,
        };
        var blank = new ReceptionPolicy { Ours = [], Legs = [], Limits = limits };
        var unit = (new Reception(blank, now, trace: null).Read(contentType, body) as Received.Refused)?.Claimed;
        var policy = blank with
        {
            Ours = (unit as UserMessage)?.To.Ids ?? [],
            Legs = unit is UserMessage user ? [new AgreedLeg(LegOf(user), security)] : [],
            OldestMessage = TimeSpan.FromDays(36_500),
            Sent = id => new SentMessage(id, ConversationId: null, (unit as Receipt)?.Parts ?? [], security),
            PullersOf = _ => security,
        };

        List<InspectionStep> steps = [new InspectionStep("trust", StepVerdict.Noted, "nobody vouches for the signer; addresses and agreement are taken as they are claimed")];
        new Reception(policy, now, steps).Read(contentType, body);
        return steps;
    }

    private static PMode LegOf(UserMessage claimed) => new()
    {
        Id = claimed.Agreement?.PMode ?? "as claimed",
        Agreement = claimed.Agreement,
        From = claimed.From,
        To = claimed.To,
        Service = claimed.Service,
        Mpc = claimed.Mpc,
        Suite = SecuritySuite.Rsa,
    };
}
