using Entente.Simulation;
using Entente.TradeData.Model;

namespace Entente.Tests.Simulation;

/// <summary>What is remembered of five months of a small world, told once for all tests that look back on it.</summary>
public sealed class Chronicle
{
    public const int Days = 150;

    public Chronicle()
    {
        World = TradeWorld.Create(new WorldOptions { DeclarationsPerDay = 500 });
        var end = World.Beginning.Day.AddDays(Days);
        DateTimeOffset before = default;
        foreach (var simulated in World.Run().TakeWhile(simulated => simulated.Next.Day < end))
        {
            Told++;
            Disorder += simulated.At < before ? 1 : 0;
            before = simulated.At;
            Remember(simulated);
        }
    }

    public TradeWorld World { get; }

    public int Told { get; }

    public int Disorder { get; }

    public Dictionary<DateOnly, int> PerDay { get; } = [];

    public Dictionary<DayOfWeek, int> ImportsPerWeekday { get; } = [];

    public HashSet<string> References { get; } = [];

    public List<string> BadReferences { get; } = [];

    public HashSet<string> Containers { get; } = [];

    public HashSet<string> ImoNumbers { get; } = [];

    public HashSet<string> Eoris { get; } = [];

    public HashSet<string> Places { get; } = [];

    public HashSet<string> Offices { get; } = [];

    /// <summary>Of each container the journeys it made: vessel and voyage, from loading to discharge.</summary>
    public Dictionary<string, HashSet<(string Journey, DateTimeOffset From, DateTimeOffset To)>> Journeys { get; } = [];

    /// <summary>What each entry summary said, by its reference.</summary>
    public Dictionary<string, (string Document, string Containers, string Consignee)> EntrySummaries { get; } = [];

    public List<(DateTimeOffset At, string Reference, (string Document, string Containers, string Consignee) Said, string? Cited)> Clearances { get; } = [];

    public List<(DateTimeOffset At, string Document)> Reported { get; } = [];

    /// <summary>Euro for a kilogram as declared, by what a trader's habit consists of.</summary>
    public List<(string Habit, string Hs6, double EuroPerKilogram, SchemeKind? Scheme)> Prices { get; } = [];

    public Dictionary<SchemeKind, int> Truths { get; } = [];

    public int ConsignmentsInSchemes { get; private set; }

    public int SilentTruths { get; private set; }

    private void Remember(SimulatedEvent simulated)
    {
        var declaration = simulated.Declaration;
        PerDay[DateOnly.FromDateTime(simulated.At.Date)] = PerDay.GetValueOrDefault(DateOnly.FromDateTime(simulated.At.Date)) + 1;
        if (!References.Add(declaration.Reference) || !declaration.Reference.StartsWith("SIM", StringComparison.Ordinal) || declaration.Reference.Length > 22 || !declaration.Simulated)
        {
            BadReferences.Add(declaration.Reference);
        }

        Offices.UnionWith(declaration.Offices.Select(office => office.Code));
        foreach (var truth in simulated.Truths)
        {
            Truths[truth.Kind] = Truths.GetValueOrDefault(truth.Kind) + 1;
            SilentTruths += truth.English.Length < 20 || truth.French.Length < 20 || truth.Subject.Length < 5 ? 1 : 0;
        }

        foreach (var consignment in declaration.Consignments.Concat(declaration.Consignments.SelectMany(master => master.Houses)))
        {
            Remember(declaration, consignment);
        }

        switch (declaration.Kind)
        {
            case DeclarationKind.EntrySummary:
                EntrySummaries[declaration.Reference] = Said(declaration);
                ConsignmentsInSchemes += simulated.Truths.Any(truth => truth.Entry is null) ? 1 : 0;
                break;
            case DeclarationKind.Import or DeclarationKind.Transit:
                Clearances.Add((simulated.At, declaration.Reference, Said(declaration), declaration.Documents.FirstOrDefault(document => document.Type == "N355")?.Number));
                RememberPrices(simulated);
                break;
            case DeclarationKind.CargoReport:
                Reported.AddRange(declaration.Consignments.SelectMany(consignment => consignment.Houses.DefaultIfEmpty(consignment)).Select(house => (simulated.At, house.TransportDocument!.Number)));
                break;
        }

        if (declaration.Kind == DeclarationKind.Import)
        {
            ImportsPerWeekday[simulated.At.DayOfWeek] = ImportsPerWeekday.GetValueOrDefault(simulated.At.DayOfWeek) + 1;
        }
    }

    private void Remember(Declaration declaration, Consignment consignment)
    {
        Places.UnionWith(consignment.Route.Select(place => place.Location!));
        ImoNumbers.UnionWith(consignment.Transport.Where(means => means.IdentityKind == TransportIdentity.ImoNumber).Select(means => means.Identity!));
        Eoris.UnionWith(consignment.Parties.Concat(declaration.Parties).SelectMany(party => party.Identifiers).Where(id => id.Scheme == IdentifierScheme.Eori).Select(id => id.Value));
        foreach (var box in consignment.Equipment)
        {
            Containers.Add(box.Number);
            if (declaration.Kind is DeclarationKind.EntrySummary or DeclarationKind.Export && consignment.Route.First(place => place.Role == RouteRole.Loading) is { At: { } from })
            {
                Journeys.TryAdd(box.Number, []);
                Journeys[box.Number].Add((consignment.Transport[0].Journey!, from, consignment.Route.First(place => place.Role == RouteRole.Discharge).At!.Value));
            }
        }
    }

    private void RememberPrices(SimulatedEvent simulated)
    {
        foreach (var item in simulated.Declaration.Consignments[0].Goods)
        {
            var parties = simulated.Declaration.Consignments[0].Parties;
            var habit = string.Join('|', parties[0].Address, parties[1].Address, item.Hs6, simulated.Declaration.Consignments[0].DeliveryTerms, simulated.Declaration.Parties[^1].Name);
            var euro = item.Value!.Value.Amount / Entente.Protocol.Reference.Currencies.Find(item.Value.Value.Currency)!.PerEuro / item.NetMass!.Value;
            Prices.Add((habit, item.Hs6!, (double)euro, simulated.Truths.FirstOrDefault(truth => truth.Entry is null)?.Kind));
        }
    }

    private static (string Document, string Containers, string Consignee) Said(Declaration declaration)
    {
        var consignment = declaration.Consignments[0];
        return (consignment.TransportDocument!.Number, string.Join(' ', consignment.Equipment.Select(box => box.Number)), consignment.Parties.FirstOrDefault(party => party.Role == PartyRole.Consignee)?.Name ?? "");
    }
}
