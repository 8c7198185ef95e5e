using System.Globalization;
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
    /// What can be said of a message by who is neither of its parties: everything it claims about addresses and agreement is taken as agreed, and its signature is
    /// checked with the certificate that it brings along, which proves nothing about who that is, or with one that the reader has and that it only names.
    /// It is judged at the time that it states: it does not become bad when its signer's certificate ends.
    /// </summary>
    /// <param name="keys">Keys to decrypt with, where the reader has them.</param>
    /// <param name="known">Certificates that the reader has, for messages that name theirs by its key identifier, or by issuer and serial number.</param>
    public static IReadOnlyList<InspectionStep> ExplainUnknown(
        string contentType, ReadOnlyMemory<byte> body, IReadOnlyList<DecryptionKey> keys, IReadOnlyList<Certificate> known, MessageLimits limits, DateTimeOffset now)
    {
        Certificate? signer = null;
        var security = new IncomingSecurity
        {
            Suites = [.. SecuritySuite.All.Values],
            AcceptSigner = (claim, _) => signer = claim is SignerClaim.Certificates certificates ? certificates.Path[0] : known.FirstOrDefault(claim.Names),
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

        List<InspectionStep> steps = [];
        new Reception(policy, unit?.Timestamp ?? now, steps).Read(contentType, body);
        return
        [
            new("trust", StepVerdict.Noted, "nobody vouches for the signer; addresses and agreement are taken as they are claimed"),
            .. unit is null ? [] : Notes(unit.Timestamp, signer, now),
            .. steps,
        ];
    }

    private static IEnumerable<InspectionStep> Notes(DateTimeOffset stated, Certificate? signer, DateTimeOffset now)
    {
        yield return new("time", StepVerdict.Noted, string.Create(CultureInfo.InvariantCulture, $"judged at the time that the message states, {stated.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
        if (signer?.IsValidAt(now) == false)
        {
            yield return new("time", StepVerdict.Noted, "the signer's certificate is not valid today");
        }
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
