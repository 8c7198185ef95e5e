using Entente.Node.Console;
using Entente.Protocol.Faults;

namespace Entente.Node.Federation.Delivery;

/// <summary>The words of messages in the officer's language.</summary>
internal static class MessageWords
{
    extension(Text t)
    {
        public string Of(MessageStatus status) => status switch
        {
            MessageStatus.Queued => t["Queued"],
            MessageStatus.Waiting => t["Behind another"],
            MessageStatus.Sending => t["On its way"],
            MessageStatus.Retrying => t["Being retried"],
            MessageStatus.Held => t["Held"],
            MessageStatus.MissingReceipt => t["Receipt missing"],
            MessageStatus.Delivered => t["Delivered"],
            MessageStatus.Accepted => t["Had its effect"],
            MessageStatus.Declined => t["Content refused"],
            MessageStatus.Refused => t["Refused finally"],
            MessageStatus.Taken => t["Taken"],
            _ => t["Kept only"],
        };

        /// <summary>What the status means for whoever waits for the message.</summary>
        public string Meaning(MessageStatus status) => status switch
        {
            MessageStatus.Queued => t["It goes as soon as the partner takes it."],
            MessageStatus.Waiting => t["A message of the same conversation goes before it."],
            MessageStatus.Sending => t["It is being sent at this moment."],
            MessageStatus.Retrying => t["It did not get through yet. The same bytes are sent again until a receipt comes."],
            MessageStatus.Held => t["The exchange with the partner is suspended. It goes when officers resume it."],
            MessageStatus.MissingReceipt => t["It was tried for long and nothing proves that the partner has it (EBMS:0301). It is still tried."],
            MessageStatus.Delivered => t["The partner's signed receipt proves that it has exactly this message."],
            MessageStatus.Accepted => t["The partner has it and says that it had its effect."],
            MessageStatus.Declined => t["It arrived, and what it says could not be used."],
            MessageStatus.Refused => t["The partner refuses it in a signed error. It is not tried again."],
            MessageStatus.Taken => t["It had its effect here, in the same moment in which its receipt was signed and stored."],
            _ => t["It is of a service that this node only keeps messages for."],
        };

        public string Of(StepKind step) => step switch
        {
            StepKind.Queued => t["Queued, with the record of what caused it"],
            StepKind.Sealed => t["Signed and encrypted, and the bytes stored"],
            StepKind.Failed => t["Tried without success"],
            StepKind.Delivered => t["Delivered: the receipt fits what was sent"],
            StepKind.Refused => t["Refused by the partner"],
            StepKind.Accepted => t["Had its effect at the partner"],
            StepKind.Declined => t["Its content was refused"],
            StepKind.Received => t["Received, verified and decrypted"],
            StepKind.GivenUp => t["Given up by an officer"],
            StepKind.Taken => t["Had its effect here, and the receipt was stored"],
            _ => t["Kept, and the receipt was stored"],
        };

        public string Of(Lane lane) => lane switch
        {
            Lane.Urgent => t["Urgent"],
            Lane.Normal => t["Normal"],
            _ => t["In bulk"],
        };

        public string Of(Direction direction) => direction == Direction.Out ? t["To the partner"] : t["From the partner"];

        /// <summary>What a message is, from its action; the action itself where this node knows no such kind.</summary>
        public string Kind(string action) => Exchange.Split(action).Kind switch
        {
            "alert.published" => t["Alert shared"],
            "alert.amended" => t["Alert amended"],
            "alert.withdrawn" => t["Alert ended"],
            "hit.noticed" => t["Notice of a hit"],
            "hit.judged" => t["Judgement of a hit"],
            "hit.reported" => t["Report of a hit"],
            "supplementary.asked" => t["Question about an alert"],
            "supplementary.answered" => t["Answer about an alert"],
            "acknowledgement" => t["Acknowledgement of effect"],
            "directory.updated" => t["New node card"],
            "codes.updated" => t["Lists of codes"],
            "agreement.offered" => t["Agreement offered"],
            "agreement.signed" => t["Agreement signed"],
            "agreement.suspended" => t["Exchange suspended"],
            "agreement.resumed" => t["Suspension lifted"],
            "assistance.drafted" => t["Draft of a request for assistance"],
            "assistance.commented" => t["Remarks on a draft"],
            "assistance.requested" => t["Request for assistance"],
            "assistance.acknowledged" => t["Request acknowledged"],
            "assistance.decided" => t["Decision on a request"],
            "assistance.assured" => t["Assurance for a request"],
            "assistance.prioritised" => t["Priority of requests"],
            "assistance.replied" => t["Answer to a request"],
            "assistance.reported" => t["Outcome of a request"],
            "assistance.withdrawn" => t["Request withdrawn"],
            "evidence.handed" => t["Thing of evidence handed over"],
            "evidence.chunk" => t["Part of the file of a thing"],
            "evidence.confirmed" => t["Thing of evidence confirmed"],
            "evidence.declined" => t["Thing of evidence not taken"],
            "evidence.returned" => t["Thing of evidence given back"],
            "information.given" => t["Spontaneous information"],
            "automatic.proposed" => t["Automatic exchange proposed"],
            "automatic.answered" => t["Automatic exchange answered"],
            "automatic.delivered" => t["Automatic delivery"],
            "automatic.ended" => t["Automatic exchange ended"],
            "authorities.published" => t["Directory of authorities"],
            _ => action,
        };

        /// <summary>The words of a fault's code; the code itself where a newer partner knows one that this node does not.</summary>
        public string Reason(string code) => FaultCode.All.TryGetValue(code, out var fault) ? t[fault.Title] : code;
    }

    extension(MessageStatus status)
    {
        public Tone Tone => status switch
        {
            MessageStatus.Refused or MessageStatus.Declined => Tone.Stop,
            MessageStatus.MissingReceipt or MessageStatus.Retrying => Tone.Care,
            MessageStatus.Delivered or MessageStatus.Accepted or MessageStatus.Taken => Tone.Good,
            MessageStatus.Kept => Tone.Neutral,
            _ => Tone.Waiting,
        };
    }

    extension(StepKind step)
    {
        public Tone Tone => step switch
        {
            StepKind.Failed => Tone.Care,
            StepKind.Refused or StepKind.Declined => Tone.Stop,
            StepKind.Delivered or StepKind.Accepted or StepKind.Taken => Tone.Good,
            _ => Tone.Neutral,
        };
    }
}
