using Entente.Protocol.Access;
using Entente.Protocol.Alerts;

namespace Entente.Agreements;

/// <summary>May this go from here to there? It carries its date, so that the answer depends on nothing else.</summary>
public sealed record Question
{
    public required ExchangeKind Exchange { get; init; }

    /// <summary>Of requests, replies and evidence; the others have none.</summary>
    public AssistanceType? Assistance { get; init; }

    /// <summary>Who gives the data: the answering party in a reply, the requesting one in a request, which states its own facts.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public required AuthorityKind FromAuthority { get; init; }

    public required AuthorityKind ToAuthority { get; init; }

    public required UsePurpose Purpose { get; init; }

    /// <summary>The fields that are present.</summary>
    public required WordSet<DataField> Data { get; init; }

    /// <summary>What the item asks the receiver to do with it; none: it asks nothing. All of them must be permitted.</summary>
    public WordSet<PermittedAction> Asks { get; init; }

    /// <summary>What holds, and who says so.</summary>
    public IReadOnlyList<Attestation> Circumstances
    {
        get;
        init => (field, Holding) = (value, [.. value.Select(attestation => attestation.Condition)]);
    } = [];

    /// <summary>The conditions that are attested.</summary>
    public WordSet<Condition> Holding { get; private init; }

    /// <summary>The mark that the item already has.</summary>
    public HandlingCode Handling { get; init; }

    /// <summary>Whether nobody has verified the information.</summary>
    public bool Unverified { get; init; }

    /// <summary>The highest approval that it has.</summary>
    public Approval Approval { get; init; } = Approval.Officer;

    /// <summary>Where it came from, if it is not the giver's own.</summary>
    public Origin? Origin { get; init; }

    public required DateOnly On { get; init; }
}

/// <param name="Condition">What holds.</param>
/// <param name="By">Who attests it: an authority, an office, an officer's number; never a person's name.</param>
public sealed record Attestation(Condition Condition, string By);

/// <summary>What came from a third party: from whom, under which clause, and what that clause obliges to.</summary>
public sealed record Origin(string Provider, ClauseRef Clause, Obligations Obligations)
{
    public IReadOnlyList<OnwardConsent> Consents { get; init; } = [];

    internal bool Consented(string to, DateOnly on) => Consents.Any(consent => consent.To == to && on <= consent.Until);
}

/// <summary>The provider's permission to pass something on, for a time.</summary>
public sealed record OnwardConsent(string To, DateOnly Until);
