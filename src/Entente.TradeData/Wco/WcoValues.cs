using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Xml;

namespace Entente.TradeData.Wco;

/// <summary>Values that recur at every level of the WCO Data Model.</summary>
internal static class WcoValues
{
    public static DateTimeOffset? When(Ledger ledger, Element? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = element.First is null ? element : element.Child("DateTimeString") ?? element.Child("DateTime");
        var format = text?.Attribute("formatCode");
        var instant = ledger.Instant(text, format?.Text.Trim());
        ledger.Structural(format);
        return instant;
    }

    /// <summary>Documents of both kinds, cited and previous. The category and the type together are the code: N and 935 are <c>N935</c>.</summary>
    public static IEnumerable<DocumentReference> Documents(Ledger ledger, Element element)
    {
        foreach (var document in element.Children().Where(child => child.Name is "AdditionalDocument" or "PreviousDocument"))
        {
            var type = ledger.Text(document.Child("CategoryCode")) + ledger.Text(document.Child("TypeCode"));
            var number = ledger.Text(document.Child("ID"));
            if (type.Length == 0 && number is null)
            {
                continue;
            }

            var day = document.Child("IssueDateTime");
            var issued = day?.First is null ? day : day.Child("DateTimeString");
            var format = issued?.Attribute("formatCode");
            ledger.Structural(format);
            yield return new DocumentReference(type, number ?? "", ledger.Date(issued, format?.Text.Trim()));
        }
    }

    public static DocumentReference? TransportContract(Ledger ledger, Element? element)
    {
        var number = ledger.Text(element?.Child("ID"));
        return number is null ? null : new DocumentReference(ledger.Text(element!.Child("TypeCode")) ?? "", number);
    }
}
