using System.Net;
using System.Text.Json;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Alerts;

/// <summary>Every document of a public suite of well-formed and broken JSON, sent where an alert is expected: none is one.</summary>
public sealed class HostileJsonTests
{
    [Theory, MemberData(nameof(Store.Both), MemberType = typeof(Store))]
    public async Task No_document_of_the_suite_is_taken_for_an_alert_or_breaks_the_node(string kind)
    {
        var files = Directory.GetFiles(PublicData.Need("hostile/json"), "*.json");
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var manager = await node.SignedInAs(Role.AlertManager, AuthorityKind.Customs, Purpose.DataQuality);
        var wrong = new List<string>();
        foreach (var file in files)
        {
            using var body = new ByteArrayContent(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)) { Headers = { ContentType = new("application/json") } };
            var answer = await manager.PostAsync("/api/alerts", body, TestContext.Current.CancellationToken);
            var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.BadRequest || JsonDocument.Parse(problem).RootElement.GetProperty("code").GetString() != "request-malformed")
            {
                wrong.Add($"{Path.GetFileName(file)}: {(int)answer.StatusCode} {problem}");
            }
        }

        files.Length.ShouldBeGreaterThan(100);
        wrong.ShouldBeEmpty();
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM alert"))).ShouldBe(0);
    }
}
