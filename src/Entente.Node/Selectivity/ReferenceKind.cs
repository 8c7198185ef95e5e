namespace Entente.Node.Selectivity;

/// <summary>The reference lists that an administration loads.</summary>
internal enum ReferenceKind
{
    /// <summary>UN/LOCODE.</summary>
    Locode = 1,

    /// <summary>The Harmonized System.</summary>
    Hs,
}
