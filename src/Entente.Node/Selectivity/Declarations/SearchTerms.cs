using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What a declaration is found by, each term as a number.</summary>
internal sealed class SearchTerms
{
    private readonly HashSet<long> terms = [];

    private SearchTerms()
    {
    }

    /// <summary>The term of one value, or <see langword="null"/> where nothing of the value is left to search by.</summary>
    public static long? Of(TermField field, string value) => Normal(field, value) is { Length: > 0 } normal ? Hash(field, normal) : null;

    /// <summary>The terms of a name as an officer types it: every word must be found.</summary>
    public static IReadOnlyList<long> OfName(string name) => [.. Words(name).Select(word => Hash(TermField.Name, word)).Distinct()];

    public static IReadOnlyCollection<long> Of(Declaration declaration, DeclarationHead head)
    {
        var terms = new SearchTerms();
        terms.Add(TermField.Kind, declaration.Kind.ToString());
        terms.Add(TermField.Reference, declaration.Reference);
        terms.Add(TermField.Reference, declaration.LocalReference);
        foreach (var office in declaration.Offices)
        {
            terms.Add(TermField.Office, office.Code);
        }

        terms.Add(TermField.From, head.Origin);
        terms.Add(TermField.To, head.Destination);
        if (declaration.Simulated)
        {
            terms.Add(TermField.Flag, TermValues.Simulated);
        }

        terms.AddParties(declaration.Parties);
        terms.AddDocuments(declaration.Documents);
        foreach (var consignment in declaration.Consignments)
        {
            terms.AddConsignment(consignment);
        }

        return terms.terms;
    }

    private void AddConsignment(Consignment consignment)
    {
        Add(TermField.TransportDocument, consignment.TransportDocument?.Number);
        Add(TermField.Reference, consignment.UniqueReference);
        AddParties(consignment.Parties);
        AddDocuments(consignment.Documents);
        foreach (var means in consignment.Transport)
        {
            Add(TermField.Transport, means.Identity);
            Add(TermField.Transport, means.Name);
        }

        foreach (var equipment in consignment.Equipment)
        {
            Add(TermField.Container, equipment.Number);
            AddSeals(equipment.Seals);
        }

        AddSeals(consignment.Seals);

        foreach (var place in consignment.Route)
        {
            Add(TermField.Place, place.Location);
            Add(TermField.Country, place.Country ?? (place.Location is { Length: 5 } code ? code[..2] : null));
        }

        foreach (var item in consignment.Goods)
        {
            AddGoods(item);
        }

        foreach (var house in consignment.Houses)
        {
            AddConsignment(house);
        }
    }

    private void AddGoods(GoodsItem item)
    {
        AddParties(item.Parties);
        AddDocuments(item.Documents);
        Add(TermField.Country, item.Origin);
        Add(TermField.Country, item.Dispatch);
        Add(TermField.Country, item.Destination);
        foreach (var container in item.Containers)
        {
            Add(TermField.Container, container);
        }

        foreach (var identifier in item.Identifiers)
        {
            Add(TermField.Transport, identifier.Value);
        }

        if (item.CommodityCode is { } code)
        {
            foreach (var length in (ReadOnlySpan<int>)[2, 4, 6])
            {
                Add(TermField.Hs, code.Length >= length ? code[..length] : null);
            }
        }
    }

    private void AddParties(IReadOnlyList<Party> parties)
    {
        foreach (var party in parties)
        {
            foreach (var identifier in party.Identifiers)
            {
                Add(TermField.Trader, identifier.Value);
            }

            foreach (var word in Words(party.Name ?? ""))
            {
                terms.Add(Hash(TermField.Name, word));
            }
        }
    }

    private void AddSeals(IReadOnlyList<string> seals)
    {
        foreach (var seal in seals)
        {
            Add(TermField.Seal, seal);
        }
    }

    private void AddDocuments(IReadOnlyList<DocumentReference> documents)
    {
        foreach (var document in documents)
        {
            Add(TransportDocuments.IsTransportDocument(document.Type) ? TermField.TransportDocument : TermField.Reference, document.Number);
        }
    }

    private void Add(TermField field, string? value)
    {
        if (value is not null && Of(field, value) is { } term)
        {
            terms.Add(term);
        }
    }

    /// <summary>Flags are our own words; of all else letters and digits count, without regard to case: <c>CSQU 305438-3</c> is <c>CSQU3054383</c>.</summary>
    private static string Normal(TermField field, string value) =>
        field == TermField.Flag ? value : string.Concat(value.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>The words of a name without accents or case; single letters and marks are left out.</summary>
    private static IEnumerable<string> Words(string name)
    {
        var word = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToUpperInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark and not UnicodeCategory.OtherPunctuation || c is ',' or '/' or '&')
            {
                if (word.Length > 1)
                {
                    yield return word.ToString();
                }

                word.Clear();
            }
        }

        if (word.Length > 1)
        {
            yield return word.ToString();
        }
    }

    private static long Hash(TermField field, string value)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{(int)field}:{value}"), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
