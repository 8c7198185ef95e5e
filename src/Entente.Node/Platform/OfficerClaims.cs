using System.Security.Claims;
using Entente.Protocol.Access;

namespace Entente.Node.Platform;

/// <summary>What a session says of the officer who holds it.</summary>
internal static class OfficerClaims
{
    public const string Officer = "entente:officer";
    public const string Name = "entente:name";
    public const string AuthorityId = "entente:authority";
    public const string AuthorityKind = "entente:authority-kind";
    public const string AuthorityName = "entente:authority-name";
    public const string Role = "entente:role";
    public const string Purpose = "entente:purpose";
    public const string CaseReference = "entente:case";

    extension(ClaimsPrincipal principal)
    {
        public string? OfficerName => principal.FindFirst(Name)?.Value;

        public string? AuthorityTitle => principal.FindFirst(AuthorityName)?.Value;

        public IEnumerable<Role> Roles => principal.FindAll(Role).Select(claim => Enum.Parse<Role>(claim.Value));

        public AuthorityKind? Kind => principal.FindFirst(AuthorityKind) is { } claim ? Enum.Parse<AuthorityKind>(claim.Value) : null;

        /// <summary>The purpose the officer works for now, until another is stated.</summary>
        public Purpose? WorkingPurpose => principal.FindFirst(Purpose) is { } claim ? Enum.Parse<Purpose>(claim.Value) : null;

        public string? WorkingCase => principal.FindFirst(CaseReference)?.Value;
    }
}
