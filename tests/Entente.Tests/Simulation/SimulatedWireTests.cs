using Entente.Simulation;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.Simulation;

public sealed class SimulatedWireTests
{
    [Theory]
    [InlineData(DeclarationKind.EntrySummary)]
    [InlineData(DeclarationKind.CargoReport)]
    [InlineData(DeclarationKind.Import)]
    [InlineData(DeclarationKind.Export)]
    [InlineData(DeclarationKind.Transit)]
    [InlineData(DeclarationKind.ArrivalNotice)]
    [InlineData(DeclarationKind.TravellerCash)]
    public async Task What_is_sent_is_read_with_the_parties_containers_and_documents_it_had(DeclarationKind kind)
    {
        foreach (var simulated in Given.World().Run().Where(simulated => simulated.Declaration.Kind == kind).Take(10))
        {
            var read = await Read(simulated.Declaration);
            read.Kind.ShouldBe(kind);
            read.Reference.ShouldBe(simulated.Declaration.Reference);
            SimulatedFeed.IsSimulated(read).ShouldBeTrue();
            Names(simulated.Declaration).Except(Names(read)).ShouldBeEmpty();
            Transport(simulated.Declaration).Except(Documents(read)).ShouldBeEmpty();
            Containers(read).ShouldBe(Containers(simulated.Declaration), ignoreOrder: true);
        }
    }

    private static async Task<Declaration> Read(Declaration declaration)
    {
        using var bytes = new MemoryStream();
        TradeWriter.Write(declaration, SimulatedFeed.FormatOf(declaration), bytes);
        bytes.Position = 0;
        Declaration? read = null;
        await foreach (var reading in TradeReader.ReadAsync(bytes, TradeFormat.Detect, ReadingLimits.Default, cancellation: TestContext.Current.CancellationToken))
        {
            read.ShouldBeNull();
            read = reading.ShouldBeOfType<Reading.Accepted>().Declaration;
        }

        return read.ShouldNotBeNull();
    }

    private static IEnumerable<Consignment> All(Declaration declaration) => declaration.Consignments.Concat(declaration.Consignments.SelectMany(master => master.Houses));

    private static HashSet<string> Names(Declaration declaration) =>
        [.. declaration.Parties.Concat(All(declaration).SelectMany(consignment => consignment.Parties.Concat(consignment.Goods.SelectMany(item => item.Parties)))).Where(party => party.Role != PartyRole.Manufacturer).Select(party => party.Name!)];   // IE315 has no place for a manufacturer

    private static HashSet<string> Containers(Declaration declaration) => [.. All(declaration).SelectMany(consignment => consignment.Equipment).Select(box => box.Number)];

    private static IEnumerable<string> Transport(Declaration declaration) => All(declaration).Select(consignment => consignment.TransportDocument?.Number).OfType<string>();

    private static HashSet<string> Documents(Declaration declaration) =>
        [.. Transport(declaration), .. All(declaration).SelectMany(consignment => consignment.Documents.Concat(consignment.Goods.SelectMany(item => item.Documents))).Select(document => document.Number)];
}
