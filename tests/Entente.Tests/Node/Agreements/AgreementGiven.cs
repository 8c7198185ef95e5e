using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Federation;
using Entente.Tests.Node.Federation;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements;

/// <summary>Agreements for tests of the node: one that permits everything that is exchanged today, and small ones to begin from.</summary>
internal static class AgreementGiven
{
    public static string Wide(string id = "TEST", int version = 1, string from = "2026-01-01", params string[] parties) => WideAgreement.Text(id, version, from, parties);

    public static Agreement Read(string text) => AgreementText.Read(Encoding.UTF8.GetBytes(text)).ShouldBeOfType<AgreementReading.Accepted>().Agreement;

    public static AgreementDesk AgreementDesk(this TestNode node) => node.Services.GetRequiredService<AgreementDesk>();

    public static AgreementShelf Shelf(this TestNode node) => node.Services.GetRequiredService<AgreementShelf>();

    /// <summary>An agreement of this node with Canada that waits for a second officer; each time another one. Its place in addresses.</summary>
    public static async Task<string> ProposedAsync(TestNode node)
    {
        var id = $"TEST-{Path.GetRandomFileName().Replace('.', '-')}";
        var own = node.Services.GetRequiredService<OwnKeys>().PartyId;
        (await node.AgreementDesk().ProposeAsync(await node.OfficerAsync(Entente.Node.Platform.Role.Legal), Encoding.UTF8.GetBytes(Wide(id, parties: [own, own == "CA" ? "SG" : "CA"]))))
            .ShouldBeOfType<AgreementOutcome.Done>();
        return $"{id}/1";
    }
}
