using Entente.Agreements;
using Entente.Node.Selectivity;
using Entente.Protocol.Faults;
using Entente.TradeData.Model;

namespace Entente.Node.Assistance;

/// <summary>Of which of its own declarations a giver makes its deliveries: always of those that touch the country of the receiver.</summary>
/// <param name="Kinds">What they are lodged for.</param>
/// <param name="Hs">Beginnings of commodity codes, for example <c>74</c>; empty: every good.</param>
internal sealed record DeclarationSource(IReadOnlyList<DeclarationKind> Kinds, IReadOnlyList<string> Hs)
{
    private const int MostCodes = 100;

    /// <summary>The categories that this node can fill from what was declared to it.</summary>
    private static readonly WordSet<DataField> filled = DataCategory.Declarations.Fields;

    public Fault? Check(WordSet<DataField> set) =>
        !filled.Includes(set) ? new(FaultCode.AssistanceSubscription, "Deliveries are made of own declarations only where the set has nothing but fields of declarations.", "$.source")
        : Kinds.Count == 0 ? new(FaultCode.AssistanceSubscription, "Name at least one kind of declaration.", "$.source.kinds")
        : Hs.Count > MostCodes || Hs.Any(code => code.Length is < 2 or > 10 || !code.All(char.IsAsciiDigit)) ? new(FaultCode.AssistanceSubscription, "A commodity code begins with 2 to 10 digits.", "$.source.hs")
        : null;

    /// <summary>What is asked of the declarations for some days.</summary>
    public DeclaredTrade.Asked Ask(string country, DateOnly from, DateOnly until) => new(country, from, until, Kinds, Hs);
}
