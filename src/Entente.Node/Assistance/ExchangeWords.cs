using Entente.Assistance;
using Entente.Node.Console;
using Entente.Protocol.Assistance;

namespace Entente.Node.Assistance;

/// <summary>Automatic exchange, directory and ledger in the officer's language.</summary>
internal static class ExchangeWords
{
    extension(Text t)
    {
        public string Of(SubscriptionState state) => t[state switch
        {
            SubscriptionState.Proposed => Text.Key("Set proposed"),
            SubscriptionState.Running => Text.Key("Exchange runs"),
            SubscriptionState.Declined => Text.Key("Set declined"),
            SubscriptionState.Ended => Text.Key("Exchange ended"),
            _ => Text.Key("Nothing proposed"),
        }];

        /// <summary>The step as the button that takes it.</summary>
        public string Of(SubscriptionStep step) => t[step switch
        {
            SubscriptionStep.Propose => Text.Key("Propose the set"),
            SubscriptionStep.Agree => Text.Key("Agree to the set"),
            SubscriptionStep.Decline => Text.Key("Decline the set"),
            SubscriptionStep.Deliver => Text.Key("Deliver now"),
            _ => Text.Key("End the exchange"),
        }];

        /// <summary>The step as it stands in the history.</summary>
        public string Done(SubscriptionStep step) => t[step switch
        {
            SubscriptionStep.Propose => Text.Key("Set proposed"),
            SubscriptionStep.Agree => Text.Key("Set agreed to"),
            SubscriptionStep.Decline => Text.Key("Set declined"),
            SubscriptionStep.Deliver => Text.Key("Delivery made"),
            _ => Text.Key("Exchange ended"),
        }];

        /// <summary>What follows from a step, said before it is taken.</summary>
        public string Consequence(SubscriptionStep step, string partner) => t[step switch
        {
            SubscriptionStep.Agree => Text.Key("The exchange with {0} begins: whoever gives delivers from now on, by exactly this set."),
            SubscriptionStep.Decline => Text.Key("{0} is told why. It may propose another set."),
            SubscriptionStep.Deliver => Text.Key("{0} gets the records of these days. It cannot be unsent, and no day is delivered twice."),
            _ => Text.Key("The exchange stops at once, on both sides. {0} is told why. What was delivered stays bound."),
        }, partner];

        public string Of(AutomaticExchange exchange) => t[exchange == AutomaticExchange.Advance ? Text.Key("Before the goods arrive") : Text.Key("Regularly")];

        public string Of(Load load) => t[load switch
        {
            Load.Within => Text.Key("has room"),
            Load.Near => Text.Key("nearly full"),
            Load.Above => Text.Key("more than it can manage"),
            _ => Text.Key("not published"),
        }];

        public string Of(Ending ending) => t[ending switch
        {
            Ending.Open => Text.Key("Still open"),
            Ending.Answered => Text.Key("Answered in full"),
            Ending.AnsweredInPart => Text.Key("Answered for a part"),
            Ending.Refused => Text.Key("Refused"),
            Ending.Withdrawn => Text.Key("Withdrawn"),
            _ => Text.Key("Lapsed"),
        }];
    }

    extension(SubscriptionState state)
    {
        public Tone Tone => state switch
        {
            SubscriptionState.Running => Tone.Good,
            SubscriptionState.Proposed => Tone.Waiting,
            SubscriptionState.Declined => Tone.Stop,
            _ => Tone.Neutral,
        };
    }

    extension(Load load)
    {
        public Tone Tone => load switch
        {
            Load.Within => Tone.Good,
            Load.Near => Tone.Care,
            Load.Above => Tone.Stop,
            _ => Tone.Neutral,
        };
    }
}
