using Entente.Agreements;
using Entente.Protocol.Access;

namespace Entente.Node.Agreements;

/// <summary>What the header of a message says of the law under which it is sent. It is signed with the message.</summary>
/// <param name="Clause">The clause, and the digest of the agreement that the sender holds.</param>
/// <param name="Obligations">What the sender finds that binds the receiver.</param>
internal sealed record StatedLaw(StatedClause Clause, AuthorityKind FromAuthority, AuthorityKind ToAuthority, Approval Approval, CarriedObligations? Obligations);

internal static class ExchangeProperties
{
    private const string Clause = "clause";
    private const string Sha256 = "agreement-sha256";
    private const string FromAuthority = "from-authority";
    private const string ToAuthority = "to-authority";
    private const string Approval = "approval";
    private const string Obligations = "obligations";

    public static IReadOnlyList<KeyValuePair<string, string>> Write(Verdict.Permitted permitted, Question question) =>
    [
        new(Clause, permitted.Clause.Name.ToString()),
        new(Sha256, permitted.Clause.Agreement.Digest),
        new(FromAuthority, Words.Of(question.FromAuthority)),
        new(ToAuthority, Words.Of(question.ToAuthority)),
        new(Approval, Words.Of(question.Approval)),
        new(Obligations, CarriedObligations.Of(permitted.Obligations).Write()),
    ];

    /// <summary>What a message states; <see langword="null"/> where something is missing, doubled or not of the form.</summary>
    public static StatedLaw? Read(IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        return ClauseRef.TryParse(Single(Clause), out var clause) && Single(Sha256) is { Length: 64 } digest
            && Words.TryParse<AuthorityKind>(Single(FromAuthority), out var from) && Words.TryParse<AuthorityKind>(Single(ToAuthority), out var to)
            && Words.TryParse<Approval>(Single(Approval), out var approval) && CarriedObligations.Read(Single(Obligations)) is { } obligations
                ? new(new(clause, digest), from, to, approval, obligations)
                : null;

        string Single(string name) => properties.Where(one => one.Key == name).Select(one => one.Value).ToList() is [var only] ? only : "";
    }
}
