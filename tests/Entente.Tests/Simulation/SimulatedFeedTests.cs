using Entente.Simulation;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Tests.Simulation;

public sealed class SimulatedFeedTests
{
    [Theory]
    [InlineData("SIM26NLE0000G7Q08SS", true)]
    [InlineData("26NL00051000012345", false)]
    [InlineData("26SIM0000000012345", false)]
    public void A_simulated_declaration_is_known_by_its_reference(string reference, bool simulated) =>
        SimulatedFeed.IsSimulated(new Declaration { Kind = DeclarationKind.Import, Reference = reference }).ShouldBe(simulated);

    [Theory]
    [InlineData(DeclarationKind.EntrySummary, TradeFormat.EntrySummaryXml)]
    [InlineData(DeclarationKind.CargoReport, TradeFormat.Edifact)]
    [InlineData(DeclarationKind.Import, TradeFormat.WcoXml)]
    [InlineData(DeclarationKind.TravellerCash, TradeFormat.WcoXml)]
    public void Each_kind_is_sent_in_the_format_it_mostly_comes_in(DeclarationKind kind, TradeFormat format) =>
        SimulatedFeed.FormatOf(new Declaration { Kind = kind, Reference = "SIM1" }).ShouldBe(format);
}
