using Entente.Protocol.Faults;

namespace Entente.Node.Platform;

/// <summary>The faults a route may answer with, as its description names them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RefusesAttribute(params FaultCode[] codes) : Attribute
{
    public IReadOnlyList<FaultCode> Codes { get; } = codes;
}

internal static class Refusals
{
    extension<TBuilder>(TBuilder route)
        where TBuilder : IEndpointConventionBuilder
    {
        public TBuilder Refuses(params FaultCode[] codes) => route.WithMetadata(new RefusesAttribute(codes));
    }
}

/// <summary>The headers by which a caller without a page states why it asks.</summary>
internal static class PurposeHeaders
{
    public const string Purpose = "Entente-Purpose";
    public const string CaseReference = "Entente-Case";
}
