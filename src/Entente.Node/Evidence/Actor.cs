using System.Security.Claims;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Node.Evidence;

/// <summary>Who acts, for which authority, why: what every record names.</summary>
/// <remarks>A route takes it as a parameter; a page takes it as <c>HttpContext.Actor</c>.</remarks>
/// <param name="Officer">The officer's id, or the name of the part of the node or of the feed that acts by itself.</param>
/// <param name="AuthorityId">The authority the officer belongs to.</param>
/// <param name="Authority">Its kind.</param>
/// <param name="Purpose">The stated purpose.</param>
/// <param name="CaseReference">The case, where one is stated.</param>
internal sealed record Actor(string Officer, string AuthorityId, AuthorityKind Authority, Purpose Purpose, string? CaseReference)
{
    /// <summary>The authority that owns what the node does by itself and what its command line imports.</summary>
    public const string NationalAuthority = "customs";

    /// <summary>A part of the node that acts without an officer, for example <c>intake</c>.</summary>
    public static Actor Node(string part, Purpose purpose = Purpose.BorderControl) =>
        new($"node:{part}", NationalAuthority, AuthorityKind.Customs, purpose, null);

    /// <summary>An officer outside a request of a permission, such as for the figures beside the navigation, with the purpose that the session works for; <see langword="null"/> for nobody.</summary>
    public static Actor? Of(ClaimsPrincipal officer) => officer.FindFirst(OfficerClaims.Officer)?.Value is { } id && officer.FindFirst(OfficerClaims.AuthorityId)?.Value is { } authority && officer.Kind is { } kind
        ? new(id, authority, kind, officer.WorkingPurpose ?? Purpose.Administration, officer.WorkingCase)
        : null;

    public static ValueTask<Actor?> BindAsync(HttpContext context) => ValueTask.FromResult<Actor?>(context.Actor);
}
