using Entente.Node.Console;

namespace Entente.Node.Evidence;

/// <summary>How far the proof of a message has come, in words.</summary>
internal static class ProofWords
{
    extension(Text t)
    {
        /// <summary>How a record stands in the log.</summary>
        /// <param name="state">How far the proof has come.</param>
        /// <param name="witnesses">How many have cosigned.</param>
        /// <param name="isKept">Whether only the proof that was kept with a message holds.</param>
        public string Meaning(ProofState state, int witnesses, bool isKept) => state switch
        {
            _ when isKept => t["The log makes no proof of it now. The proof that was kept with the message holds. Tell the supervisor."],
            ProofState.Broken => t["The record does not agree with its proof. Do not rely on it; tell the supervisor."],
            ProofState.Pending => t["Waits for the next checkpoint."],
            ProofState.Witnessed => t.Plural(witnesses, "Signed, and cosigned by {0} witness", "Signed, and cosigned by {0} witnesses"),
            _ => t["Signed by this node; no witness has seen it yet."],
        };

        public string Of(WitnessedState state) => state switch
        {
            WitnessedState.Witnessed => t["Proof kept"],
            WitnessedState.Overdue => t["Witnesses overdue"],
            _ => t["Proof pending"],
        };

        public string Meaning(WitnessedState state) => state switch
        {
            WitnessedState.Witnessed => t["Enough witnesses have seen the record; its proof is kept here."],
            WitnessedState.Overdue => t["Too few witnesses have seen the record, and the time that they were given is over:"],
            _ => t["Too few witnesses have seen the record so far. Urgent work goes on; they are given until"],
        };

        public string Of(OwedState state) => state switch
        {
            OwedState.Found => t["Entry found"],
            OwedState.Missing => t["Entry missing"],
            _ => t["Entry sought"],
        };

        public string Meaning(OwedState state) => state switch
        {
            OwedState.Found => t["The partner's log has the record of its sending; the proof is kept here."],
            OwedState.Missing => t["The partner's log has not what the message names. The alarm is on record."],
            _ => t["The message names it; it is looked for every few seconds."],
        };
    }

    extension(WitnessedState state)
    {
        public Tone Tone => state switch
        {
            WitnessedState.Witnessed => Tone.Good,
            WitnessedState.Overdue => Tone.Care,
            _ => Tone.Waiting,
        };
    }

    extension(OwedState state)
    {
        public Tone Tone => state switch
        {
            OwedState.Found => Tone.Good,
            OwedState.Missing => Tone.Stop,
            _ => Tone.Waiting,
        };
    }
}
