using System.Globalization;
using Entente.TradeData.Model;
using Entente.TradeData.Values;
using Entente.TradeData.Wco;

namespace Entente.TradeData.Edifact;

internal sealed partial class EdifactMessage
{
    private void Date(EdifactSegment segment)
    {
        var qualifier = segment.Peek(0);
        var value = segment[0, 1];
        var means = Current.Transport.Count > 0 ? Current.Transport[^1] : null;
        DateTimeOffset? known = qualifier switch
        {
            "137" or "9" or "182" => lodged,
            "132" or "178" => means?.ArrivesAt,
            "133" or "136" or "189" => means?.DepartsAt,
            _ => null,
        };
        if (qualifier is not ("137" or "9" or "182") && (qualifier is not ("132" or "178" or "133" or "136" or "189") || means is null))
        {
            HoldDate(segment);
            return;
        }

        DateTimeOffset? read;
        if (segment.Peek(0, 2) == "401" && known is { TimeOfDay.Ticks: 0 } day
            && TimeSpan.TryParseExact(value?.Text, "hhmm", CultureInfo.InvariantCulture, out var time))
        {
            ledger.Text(value);
            read = day + time;
        }
        else if (known is not null)
        {
            return;
        }
        else
        {
            read = ledger.Instant(value, segment.Peek(0, 2));
        }

        if (read is null)
        {
            return;
        }

        ledger.Text(segment[0]);
        ledger.Structural(segment[0, 2]);
        if (qualifier is "137" or "9" or "182")
        {
            lodged = read;
        }
        else
        {
            Current.Transport[^1] = qualifier is "132" or "178" ? means! with { ArrivesAt = read } : means! with { DepartsAt = read };
        }
    }

    /// <summary>Times of departure and arrival may come before the means of transport that they are about.</summary>
    private void HoldDate(EdifactSegment segment)
    {
        if (segment.Peek(0) is "132" or "178" or "133" or "136" or "189")
        {
            held.Add(segment);
        }
    }

    private readonly List<EdifactSegment> held = [];

    private void Place(EdifactSegment segment)
    {
        var qualifier = segment.Peek(0) ?? "";
        if (goods is not null && qualifier is "27" or "28" or "35" or "36")
        {
            GoodsCountry(segment, qualifier);
            return;
        }

        var office = Array.FindIndex(EdifactCodes.Offices, row => row.Code == qualifier);
        if (office >= 0 && consignment is null && ledger.Text(segment[1]) is { } code)
        {
            ledger.Text(segment[0]);
            offices.Add(new OfficeReference(EdifactCodes.Offices[office].Role, code));
            return;
        }

        var row = Array.FindIndex(EdifactCodes.Places, place => place.Code == qualifier);
        if (row < 0 || goods is not null || segment[1] is null && segment[1, 3] is null)
        {
            return;
        }

        ledger.Text(segment[0]);
        var text = ledger.Text(segment[1]);
        var name = ledger.Text(segment[1, 3]);
        var isLocode = text is { Length: 5 } && CodeLists.IsCountry(text[..2]) && segment.Peek(1, 2) is null or "6" or "139" or "16";
        var isCountry = text is { Length: 2 } && CodeLists.IsCountry(text);
        var inCountry = ledger.Country(segment[2]);
        Current.Route.Add(new RoutePlace(
            EdifactCodes.Places[row].Role,
            isLocode ? text : null,
            isCountry ? text : inCountry,
            name ?? (isLocode || isCountry ? null : text)));
        ledger.Structural(segment[1, 2]);
        if (name is not null && !isLocode && !isCountry && text is not null)
        {
            ledger.NotCarried(segment[1]!, "The place has a name, which is carried");
        }

        if (isCountry && inCountry is not null)
        {
            ledger.NotCarried(segment[2]!);
        }
    }

    private void Transport(EdifactSegment segment)
    {
        var stage = ledger.Text(segment[0]);
        var leg = Array.Find(EdifactCodes.Stages, row => row.Code == stage) is { Code: not null } found ? found.Leg : TransportLeg.Border;
        var type = segment.Peek(3);
        var mode = ledger.Mode(segment[2]);
        if (mode is null && type is not null && EdifactCodes.MeansTypes.TryGetValue(type, out var implied))
        {
            ledger.Text(segment[3]);
            mode = implied;
        }

        var id = ledger.Text(segment[7]);
        var name = ledger.Text(segment[7, 3]);
        // Agency 11 is Lloyd's Register, which keeps the IMO numbers.
        var listed = segment.Peek(7, 2) is "11" ? TransportIdentity.ImoNumber : EdifactCodes.IdentityOf(segment.Peek(7, 1));
        var kind = id is null ? null : listed ?? mode switch
        {
            TransportMode.Air => TransportIdentity.FlightNumber,
            TransportMode.Road => TransportIdentity.Registration,
            TransportMode.Rail => TransportIdentity.WagonNumber,
            TransportMode.InlandWater => TransportIdentity.EniNumber,
            TransportMode.Sea when id.Length == 7 && id.AsSpan().ContainsOnlyDigits() => TransportIdentity.ImoNumber,
            _ => (TransportIdentity?)null,
        };
        if (id is not null && listed is not null)
        {
            ledger.Text(segment[7, 1]);
            ledger.Text(segment[7, 2]);
        }

        var means = new TransportMeans
        {
            Leg = leg,
            Mode = mode,
            Journey = ledger.Text(segment[1]),
            Identity = id,
            IdentityKind = kind,
            Name = name,
            Nationality = ledger.Country(segment[7, 4]),
        };
        CheckDigits.Transport(ledger, segment[7], means);
        Current.Transport.Add(means);
        if (segment[4] is not null || segment[4, 3] is not null)
        {
            var carrier = new PartyDraft { Role = PartyRole.Carrier, Name = ledger.Text(segment[4, 3]) };
            if (ledger.Text(segment[4]) is { } number)
            {
                carrier.Identifiers.Add(new Identifier(WcoParties.SchemeOf(number), number));
            }

            (consignment?.Parties ?? parties).Add(carrier);
        }

        var waiting = held.ToList();
        held.Clear();
        waiting.ForEach(Date);
    }

    private void Party(EdifactSegment segment)
    {
        var code = ledger.Text(segment[0]) ?? "";
        var row = Array.FindIndex(EdifactCodes.Parties, party => party.Code == code);
        party = new PartyDraft { Role = row < 0 ? PartyRole.Other : EdifactCodes.Parties[row].Role, Capacity = row < 0 ? code : null };
        if (ledger.Text(segment[1]) is { } number)
        {
            party.Identifiers.Add(new Identifier(SchemeOf(segment[1, 1], number), number));
        }

        var names = Joined(segment, 3);
        var lines = Enumerable.Range(0, 5).Select(component => ledger.Text(segment[2, component])).OfType<string>().ToList();
        party.Name = names ?? (lines.Count > 0 ? lines[0] : null);
        var street = Joined(segment, 4) ?? (lines.Count > (names is null ? 1 : 0) ? string.Join(", ", lines.Skip(names is null ? 1 : 0)) : null);
        var address = new Address(street, ledger.Text(segment[5]), ledger.Text(segment[7]), ledger.Country(segment[8]), ledger.Text(segment[6]));
        party.Address = address == new Address(null, null, null, null) ? null : address;
        (goods?.Parties ?? consignment?.Parties ?? parties).Add(party);
    }

    private IdentifierScheme SchemeOf(EdifactValue? list, string number)
    {
        var scheme = list?.Text is "VAT" ? IdentifierScheme.Vat : EdifactCodes.SchemeOf(list?.Text);
        if (scheme is not null)
        {
            ledger.Text(list);
        }

        return scheme ?? WcoParties.SchemeOf(number);
    }

    private string? Joined(EdifactSegment segment, int element)
    {
        var text = string.Join(' ', Enumerable.Range(0, 5).Select(component => ledger.Text(segment[element, component])).OfType<string>());
        return text.Length == 0 ? null : text;
    }

    private void Contact(EdifactSegment segment)
    {
        foreach (var leaf in segment.Tag == "CTA" ? new[] { segment[1, 1] ?? segment[1] } : [segment[0]])
        {
            if (ledger.Text(leaf) is { } text)
            {
                party!.Contact.Add(text);
            }
        }
    }
}
