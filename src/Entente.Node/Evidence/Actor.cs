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

    public static ValueTask<Actor?> BindAsync(HttpContext context) => ValueTask.FromResult<Actor?>(context.Actor);
}
