using System.Text;
using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Console;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Protocol.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Agreements.Pages;

internal static class Given
{
    /// <summary>A day on which every shipped agreement is in force.</summary>
    public static DateOnly Day { get; } = new(2026, 11, 22);

    public static AgreementBook Shipped { get; } = AgreementBook.Of(AgreementLibrary.Simulated);

    public static Agreement Cmaa { get; } = AgreementLibrary.Simulated.Single(agreement => agreement.Id == "NL-CA-CMAA");

    /// <summary>The next version of the agreement with Canada, changed as a treaty would be: article 4 has a purpose less, a condition more and a stricter mark; article 7 one exchange more; article 6 other words.</summary>
    public static string CmaaAmended { get; } = Encoding.UTF8.GetString(AgreementLibrary.Read("nl-ca-cmaa.yaml"))
        .Replace("version: 1", "version: 2", StringComparison.Ordinal)
        .Replace("inForce: { from: 2026-01-01", "inForce: { from: 2027-01-01", StringComparison.Ordinal)
        .Replace("purposes: [customsEnforcement, dutyAssessment]\n        when: [reasonableGrounds]\n        handling: H1", "purposes: [dutyAssessment]\n        when: [reasonableGrounds, verifiedFirst]\n        handling: H2", StringComparison.Ordinal)
        .Replace("exchanges: [advance]", "exchanges: [advance, automatic]", StringComparison.Ordinal)
        .Replace("By arrangement between them, the administrations may exchange any information", "By an arrangement in writing between them, the administrations may exchange any information", StringComparison.Ordinal);

    public static Agreement Read(string text) => AgreementText.Read(Encoding.UTF8.GetBytes(text)) is AgreementReading.Accepted accepted
        ? accepted.Agreement
        : throw new ArgumentException("The text is refused.");

    public static QuestionForm Nothing { get; } = new() { On = Day, Received = Day };

    /// <summary>What the page does with an address.</summary>
    public static (MayAnswer Answer, FormErrors Errors) Ask(string query)
    {
        var errors = new FormErrors();
        var text = new Text();
        return (MaySend.Ask(Shipped, "NL", new(QueryHelpers.ParseQuery(query), text, errors), Nothing, text), errors);
    }

    /// <summary>Puts texts on the shelf of a node as if all their parties had signed them.</summary>
    public static async Task HoldAsync(TestNode node, params IReadOnlyList<byte[]> texts)
    {
        var own = node.Services.GetRequiredService<OwnKeys>().PartyId;
        await node.Database.WriteAsync(session =>
        {
            foreach (var bytes in texts)
            {
                var agreement = ((AgreementReading.Accepted)AgreementText.Read(bytes)).Agreement;
                var record = RecordBook.Append(session, Actor.Node("test", Purpose.Administration), AgreementActs.Approved, "agreement", $"{agreement.Id}/{agreement.Version}");
                var row = AgreementRow.Insert(session, agreement, bytes, new() { State = AgreementState.Agreed, Changed = record });
                foreach (var party in agreement.Parties)
                {
                    WideAgreement.SignAsStranger(session, row, agreement, party.Party, isOwn: party.Party == own);
                }
            }

            return 0;
        });
        await node.Services.GetRequiredService<AgreementShelf>().RefreshAsync(default);
    }

    public static Task HoldLibraryAsync(TestNode node) =>
        HoldAsync(node, [.. AgreementLibrary.Names.Where(name => !name.StartsWith("template", StringComparison.Ordinal)).Select(AgreementLibrary.Read)]);
}
