using Entente.Agreements.Clocks;
using Entente.Node.Console;

namespace Entente.Node.Agreements;

/// <summary>How the time of something stands, in the officer's language: the same of a case and of a question.</summary>
internal static class ClockWords
{
    extension(Text t)
    {
        public string Of(EscalationLevel level) => t[level switch
        {
            EscalationLevel.Officer => Text.Key("Little time is left"),
            EscalationLevel.Supervisor => Text.Key("Likely to be missed: supervisor"),
            EscalationLevel.CentralAuthority => Text.Key("Overdue: central authority"),
            _ => Text.Key("In time"),
        }];

        public string Of(ClockState state) => t[state switch
        {
            ClockState.Running => Text.Key("Runs"),
            ClockState.Suspended => Text.Key("Stands still"),
            ClockState.Met => Text.Key("Met"),
            ClockState.Overdue => Text.Key("Overdue"),
            _ => Text.Key("Met too late"),
        }];
    }

    extension(EscalationLevel level)
    {
        public Tone Tone => level switch
        {
            EscalationLevel.CentralAuthority => Tone.Stop,
            EscalationLevel.Supervisor or EscalationLevel.Officer => Tone.Care,
            _ => Tone.Neutral,
        };
    }

    extension(ClockState state)
    {
        public Tone Tone => state switch
        {
            ClockState.Met => Tone.Good,
            ClockState.Overdue or ClockState.Late => Tone.Stop,
            ClockState.Suspended => Tone.Care,
            _ => Tone.Waiting,
        };
    }
}
