using Entente.Node.Console;
using Entente.Node.Platform;

namespace Entente.Node.Access;

/// <summary>The roles in words; the text table translates them.</summary>
internal static class RoleWords
{
    public static string Of(Role role) => role switch
    {
        Role.Officer => Text.Key("Officer"),
        Role.Analyst => Text.Key("Analyst"),
        Role.AlertManager => Text.Key("Alert manager"),
        Role.Supervisor => Text.Key("Supervisor"),
        Role.Auditor => Text.Key("Auditor"),
        Role.Legal => Text.Key("Legal adviser"),
        _ => Text.Key("Administrator"),
    };

    public static string MeaningOf(Role role) => role switch
    {
        Role.Officer => Text.Key("Judges hits and acts on them."),
        Role.Analyst => Text.Key("Searches and analyses."),
        Role.AlertManager => Text.Key("Enters, amends and withdraws alerts and imports lists."),
        Role.Supervisor => Text.Key("Oversees a unit's work."),
        Role.Auditor => Text.Key("Reads records, not content."),
        Role.Legal => Text.Key("Answers for agreements and for what is given under them."),
        _ => Text.Key("Runs the node and its accounts; reads no content."),
    };
}
