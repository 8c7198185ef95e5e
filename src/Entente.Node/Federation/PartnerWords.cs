using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>The values of the directory in words; the text table translates them.</summary>
internal static class PartnerWords
{
    extension(Text t)
    {
        public string Of(PartnerState state) => state == PartnerState.Active ? t["Active"] : t["Suspended"];

        public string Of(KeyPurpose purpose) => purpose switch
        {
            KeyPurpose.Sign => t["Signing"],
            KeyPurpose.Encrypt => t["Encryption"],
            _ => t["Connections (TLS)"],
        };

        public string Of(OwnKeyState state) => state switch
        {
            OwnKeyState.Next => t["On the card, not used yet"],
            OwnKeyState.Current => t["In use"],
            OwnKeyState.Previous => t["Used no more, still accepted"],
            _ => t["Retired"],
        };

        public string Of(CardChange change) => change switch
        {
            CardChange.Added => t["New"],
            CardChange.Removed => t["Gone"],
            _ => t["Changed"],
        };

        public string FieldOf(CardDifference difference) => difference.Field switch
        {
            "name" => t["Administration"],
            "endpoint" => t["Address"],
            "suite" => t["Suite"],
            "keys" => t["Key"],
            "terms" => t["Agreed"],
            _ => t["Reads messages"],
        };

        /// <summary>Who brought the card: an officer, or the partner as long as no officer has taken it up.</summary>
        public string ProposerOf(ProposalLine proposal, IReadOnlyDictionary<string, string> names) =>
            proposal.IsOffer ? t["Nobody; {0} sent it", proposal.Name] : t.OfficerOf(proposal.ProposedBy, names);

        public string StateOf(ProposalLine proposal, DateTimeOffset now) => proposal.State switch
        {
            ProposalState.Open when now < proposal.ExpiresAt => t["Waits for a second officer"],
            ProposalState.Offered when now < proposal.ExpiresAt => t["Offered by the partner"],
            ProposalState.Open or ProposalState.Offered => t["Lapsed"],
            ProposalState.Approved => t["Approved"],
            ProposalState.Rejected => t["Rejected"],
            _ => t["Replaced by a later one"],
        };
    }

    extension(PartnerState state)
    {
        public Tone Tone => state == PartnerState.Active ? Tone.Good : Tone.Stop;
    }
}
