namespace Entente.Simulation;

/// <summary>What a scheme really does in one consignment or with one traveller. Known to the simulation only.</summary>
/// <param name="Scheme">The scheme's id, the same for everything it does, for example <c>UV-017</c>.</param>
/// <param name="Kind">What kind of scheme it is.</param>
/// <param name="Subject">The transport document of the consignment it is about, or the reference of a declaration without one.</param>
/// <param name="English">What is really going on, in one English sentence.</param>
/// <param name="French">The same in French.</param>
/// <param name="Entry">The listed entry behind it: the id of a <see cref="Watch.WatchedSubject"/> or of a <see cref="ListedName"/>.</param>
public sealed record Truth(string Scheme, SchemeKind Kind, string Subject, string English, string French, string? Entry = null);

/// <summary>The schemes that are hidden in the world.</summary>
public enum SchemeKind
{
    /// <summary>Goods at a fraction of what this trader and its market pay.</summary>
    UnderValuation = 1,

    /// <summary>Goods under a heading with less duty or fewer controls.</summary>
    Misclassification,

    /// <summary>Goods from one country sent through another and declared as made there.</summary>
    OriginByTranshipment,

    /// <summary>Goods under transit that never reach the office of destination, or reach it late under another seal.</summary>
    TransitDiversion,

    /// <summary>Something hidden in honest cargo; it weighs more than was declared.</summary>
    Concealment,

    /// <summary>A company that changes its name every few months and keeps its address and telephone.</summary>
    FrontCompany,

    /// <summary>A listed person or company, under an alias, a spelling variant or the plain name.</summary>
    ListedParty,

    /// <summary>A listed vessel or container that is back in trade.</summary>
    ListedTransport,
}
