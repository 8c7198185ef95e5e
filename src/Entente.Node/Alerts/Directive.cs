using Entente.Agreements;
using Entente.Protocol.Alerts;

namespace Entente.Node.Alerts;

/// <summary>The answer to an officer with a truck waiting.</summary>
public enum Directive { Stop = 1, Look, LetPass }

internal static class Directives
{
    extension(RequestedAction action)
    {
        public Directive Directive => action switch
        {
            RequestedAction.Seize or RequestedAction.DetainAndNotify or RequestedAction.PreventMovement or RequestedAction.DoNotLoad => Directive.Stop,

            // Whoever is watched must not notice: the goods go on, and the owner hears of it.
            RequestedAction.SightAndReport or RequestedAction.DiscreetCheck or RequestedAction.ControlledDelivery or RequestedAction.OperationalAnalysis
                or RequestedAction.StrategicAnalysis or RequestedAction.RequestForInformation => Directive.LetPass,
            _ => Directive.Look,
        };

        /// <summary>What the clause must let whoever is asked for it do with the alert. What its own law makes of what it then finds, seizing it as well, begins with a control.</summary>
        public WordSet<PermittedAction> Takes => action switch
        {
            RequestedAction.RequestForInformation => [PermittedAction.Read],
            RequestedAction.OperationalAnalysis or RequestedAction.StrategicAnalysis => [PermittedAction.RiskAnalysis],
            RequestedAction.DetainAndNotify => [PermittedAction.Control, PermittedAction.Notify],
            RequestedAction.Warn => [PermittedAction.Notify],
            _ => [PermittedAction.Control],
        };
    }

    extension(Directive directive)
    {
        /// <summary>The actions that mean it, each between commas.</summary>
        public string Actions => $",{string.Join(',', Enum.GetValues<RequestedAction>().Where(action => action.Directive == directive))},";
    }
}
