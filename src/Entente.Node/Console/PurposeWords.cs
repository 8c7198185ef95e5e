using Entente.Protocol.Access;

namespace Entente.Node.Console;

/// <summary>The purposes in words; the text table translates them.</summary>
internal static class PurposeWords
{
    public static string Of(Purpose purpose) => purpose switch
    {
        Purpose.BorderControl => Text.Key("Border control"),
        Purpose.RiskAnalysis => Text.Key("Risk analysis"),
        Purpose.Investigation => Text.Key("Investigation"),
        Purpose.MutualAssistance => Text.Key("Mutual assistance"),
        Purpose.FinancialIntelligence => Text.Key("Financial intelligence"),
        Purpose.DataQuality => Text.Key("Data quality"),
        Purpose.Supervision => Text.Key("Supervision"),
        Purpose.Administration => Text.Key("Administration of the node"),
        Purpose.Exercise => Text.Key("Exercise"),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, null),
    };
}
