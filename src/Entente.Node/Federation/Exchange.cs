namespace Entente.Node.Federation;

/// <summary>How nodes of Entente call each other on the wire: fixed values of <c>docs/spec/federation.md</c>.</summary>
internal static class Exchange
{
    public const string Service = "urn:entente:exchange";

    /// <summary>The domain of party ids. ebMS wants one wherever an id is no URI (Core, 5.2.2.4).</summary>
    public const string PartyType = "urn:oasis:names:tc:ebcore:partyid-type:unregistered:entente";

    public const string Initiator = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/initiator";

    public const string Responder = "http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/responder";

    /// <summary>The signed property of a payload that holds the name of an attachment: the file name of MIME is not signed.</summary>
    public const string NameProperty = "name";

    /// <summary>The action that carries a kind, and the entry of a card that lists it: <c>alert.published/1</c>.</summary>
    public static string Action(string kind, int version) => $"{kind}/{version.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>Reads an action; the version is 0 where it carries none.</summary>
    public static (string Kind, int Version) Split(string action) =>
        action.LastIndexOf('/') is var slash and > 0
        && int.TryParse(action.AsSpan(slash + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version)
            ? (action[..slash], version)
            : (action, 0);
}
