using Entente.Agreements;
using Entente.Node.Federation;
using Entente.Protocol.Access;

namespace Entente.Node.Agreements;

/// <summary>What the header of a message says of the law under which it is sent. It is signed with the message.</summary>
/// <param name="Clause">The clause, and the digest of the agreement that the sender holds.</param>
/// <param name="Obligations">What the sender finds that binds the receiver.</param>
internal sealed record StatedLaw(StatedClause Clause, AuthorityKind FromAuthority, AuthorityKind ToAuthority, Approval Approval, CarriedObligations? Obligations)
{
    /// <summary>The conditions that officers of the sender attest.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

internal static class ExchangeProperties
{
    public const string Clause = "clause";
    public const string Sha256 = "agreement-sha256";
    public const string FromAuthority = "from-authority";
    public const string ToAuthority = "to-authority";
    public const string Approval = "approval";
    public const string Conditions = "conditions";
    public const string Obligations = "obligations";

    public static IReadOnlyCollection<string> Names { get; } = [Clause, Sha256, FromAuthority, ToAuthority, Approval, Conditions, Obligations];

    public static IReadOnlyList<KeyValuePair<string, string>> Write(Verdict.Permitted permitted, Question question, IReadOnlyList<PassingConsent> consents) =>
    [
        new(Clause, permitted.Clause.Name.ToString()),
        new(Sha256, permitted.Clause.Agreement.Digest),
        new(FromAuthority, Words.Of(question.FromAuthority)),
        new(ToAuthority, Words.Of(question.ToAuthority)),
        new(Approval, Words.Of(question.Approval)),
        new(Obligations, CarriedObligations.Of(permitted.Obligations, consents).Write()),
        .. ConditionsOf([.. question.Holding]),
    ];

    /// <summary>What officers attest, before the gate has seen the message.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Attested attested) =>
        [.. ConditionsOf(attested.Conditions), .. attested.Approval == Entente.Agreements.Approval.Officer ? [] : new KeyValuePair<string, string>[] { new(Approval, Words.Of(attested.Approval)) }];

    /// <summary>What is attested of a message that goes, or goes anew.</summary>
    public static Attested AttestedOf(IReadOnlyList<KeyValuePair<string, string>> properties) => new(
        Attested.Read(properties.FirstOrDefault(one => one.Key == Conditions).Value) ?? [],
        Words.TryParse<Approval>(properties.FirstOrDefault(one => one.Key == Approval).Value ?? "", out var approval) ? approval : Entente.Agreements.Approval.Officer);

    private static KeyValuePair<string, string>[] ConditionsOf(IReadOnlyList<Condition> conditions) => Attested.Write(conditions) is { } words ? [new(Conditions, words)] : [];

    /// <summary>What a message states; <see langword="null"/> where something is missing, doubled or not of the form.</summary>
    public static StatedLaw? Read(IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        return ClauseRef.TryParse(Single(Clause), out var clause) && Single(Sha256) is { Length: 64 } digest
            && Words.TryParse<AuthorityKind>(Single(FromAuthority), out var from) && Words.TryParse<AuthorityKind>(Single(ToAuthority), out var to)
            && Words.TryParse<Approval>(Single(Approval), out var approval) && CarriedObligations.Read(Single(Obligations)) is { } obligations
            && properties.Count(one => one.Key == Conditions) <= 1 && Attested.Read(Single(Conditions)) is { } conditions
                ? new(new(clause, digest), from, to, approval, obligations) { Conditions = conditions }
                : null;

        string Single(string name) => properties.Where(one => one.Key == name).Select(one => one.Value).ToList() is [var only] ? only : "";
    }
}
