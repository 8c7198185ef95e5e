namespace Entente.Node.Selectivity.Declarations;

/// <summary>What declarations are found by. The names go into the hash of stored terms: one that is renamed finds nothing any more.</summary>
internal enum TermField
{
    /// <summary>MRN, LRN, document number, unique consignment reference.</summary>
    Reference = 1,
    Container,
    TransportDocument,
    Seal,

    /// <summary>A vessel's, craft's or vehicle's number or name.</summary>
    Transport,

    /// <summary>A trader's number: EORI, VAT and others.</summary>
    Trader,

    /// <summary>One word of a party's name.</summary>
    Name,

    /// <summary>The first two, four and six digits of a commodity code.</summary>
    Hs,

    /// <summary>A country of origin, dispatch, route or destination.</summary>
    Country,

    /// <summary>A place of the route, UN/LOCODE.</summary>
    Place,
    Office,
    Kind,

    /// <summary>Where the journey starts, as the flow map has it.</summary>
    From,

    /// <summary>Where it ends.</summary>
    To,

    /// <summary>Facts about the declaration itself: <see cref="TermValues"/>.</summary>
    Flag,
}

internal static class TermValues
{
    public const string Hit = "hit";
    public const string Simulated = "simulated";
    public const string Suspect = "suspect";
}
