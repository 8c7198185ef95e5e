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
    }

    extension(Directive directive)
    {
        /// <summary>The actions that mean it, each between commas.</summary>
        public string Actions => $",{string.Join(',', Enum.GetValues<RequestedAction>().Where(action => action.Directive == directive))},";
    }
}
