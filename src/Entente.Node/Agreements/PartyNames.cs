using System.Globalization;
using Entente.Protocol.Reference;

namespace Entente.Node.Agreements;

/// <summary>Parties as officers read them: a country by its name, a node by its party id.</summary>
internal static class PartyNames
{
    public static string Of(string party) => Countries.Find(party)?.Name(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? party;
}
