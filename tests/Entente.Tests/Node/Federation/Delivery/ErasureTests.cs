using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Node.Federation.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Node.Federation.Delivery;

public sealed class ErasureTests
{
    public static TheoryData<string> Stores => Store.Both;

    public static TheoryData<string, string?> Payloads => new()
    {
        { """{"conditions":{"keepUntil":"2027-11-22"}}""", "2027-11-22" },
        { """{"conditions":{"keepUntil":"22.11.2027"}}""", null },
        { """{"conditions":{"keepUntil":7}}""", null },
        { """{"conditions":[]}""", null },
        { """{"keepUntil":"2027-11-22"}""", null },
        { """{"conditions":{"keepUntil":"2027-11-22","keepUntil":"2028-11-22"}}""", null },
        { "[]", null },
        { "{", null },
        { "", null },
    };

    [Theory, MemberData(nameof(Payloads))]
    public void The_day_is_the_one_of_the_conditions(string payload, string? day) =>
        Erasure.KeepUntil(Encoding.UTF8.GetBytes(payload))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(day);

    [Theory, MemberData(nameof(Stores))]
    public async Task What_a_message_says_is_erased_after_its_day_and_the_proof_stays(string kind)
    {
        await using var pair = await NodePair.StartAsync(kind);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var over = await SendAsync("over", today.AddDays(-1));
        await SendAsync("today", today);
        await SendAsync("prolonged", today.AddDays(-1), "matter@NL");
        await SendAsync("later", today.AddDays(30), "matter@NL");
        await pair.SendAsync("silent");
        await pair.DeliveredAsync(5);
        var before = await pair.Ca.Database.ReadAsync(session => session.FindAsync<Kept>("SELECT w.body, w.receipt FROM inbox_wire w JOIN inbox i ON i.seq = w.seq WHERE i.message_id = @over", new { over }));

        (await pair.Ca.Services.GetRequiredService<Erasure>().RunAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        (await pair.Ca.Services.GetRequiredService<Erasure>().RunAsync(TestContext.Current.CancellationToken)).ShouldBe(0);

        var after = await pair.Ca.Database.ReadAsync(session => session.FindAsync<Kept>("SELECT w.body, w.receipt FROM inbox_wire w JOIN inbox i ON i.seq = w.seq WHERE i.message_id = @over", new { over }));
        (after!.Body.Length, Convert.ToHexString(after.Receipt)).ShouldBe((0, Convert.ToHexString(before!.Receipt)));
        (await pair.Ca.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT sha256 FROM inbox_erased"))).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(before.Body)));
        (await CountAsync("SELECT COUNT(*) FROM inbox_content")).ShouldBe(4);
        (await CountAsync("SELECT COUNT(*) FROM inbox")).ShouldBe(5);
        (await CountAsync("SELECT COUNT(*) FROM record WHERE act = 'message.erased'")).ShouldBe(1);

        // Nothing else can be taken away, nor what was erased be written again.
        await RefusedAsync(session => session.Execute("DELETE FROM inbox_content"));
        await RefusedAsync(session => session.Execute("UPDATE inbox_wire SET body = receipt"));
        await RefusedAsync(session => session.Execute("UPDATE inbox_wire SET receipt = body"));
        await RefusedAsync(session => session.Execute("DELETE FROM inbox_wire"));
        await RefusedAsync(session => session.Execute("DELETE FROM inbox_erased"));

        // The same bytes again are a duplicate still, and get the receipt.
        await pair.Nl.Database.WriteAsync(session => _ = kind == "sqlite"
            ? session.Execute("DROP TRIGGER outbox_receipt_no_delete")
            : session.Execute("DROP TRIGGER outbox_receipt_no_change ON outbox_receipt"));
        await pair.Nl.Database.WriteAsync(session =>
        {
            session.Execute("DELETE FROM outbox_receipt");
            session.Execute("UPDATE outbox SET state = 'Ready', due_at = 0, ended_at = NULL WHERE message_id = @over", new { over });
        });
        await NodePair.UntilAsync(async () => await pair.Nl.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT attempts FROM outbox WHERE message_id = @over", new { over })) > 1, "it went again");
        pair.Taken.Count.ShouldBe(5);

        async Task<string> SendAsync(string text, DateOnly keep, string? conversation = null) => (await pair.SendAsync(text, note => note with
        {
            Conversation = conversation,
            Payload = Encoding.UTF8.GetBytes($$"""{"conditions":{"keepUntil":"{{keep.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}}"},"note":"{{text}}"}"""),
        })).MessageId;

        Task<long> CountAsync([System.Diagnostics.CodeAnalysis.ConstantExpected] string sql) => pair.Ca.Database.ReadAsync(session => session.ScalarAsync<long>(sql));

        Task RefusedAsync(Func<Entente.Node.Platform.Session, int> change) => Should.ThrowAsync<System.Data.Common.DbException>(() => pair.Ca.Database.WriteAsync(change));
    }

    private sealed record Kept
    {
        public byte[] Body { get; init; } = [];

        public byte[] Receipt { get; init; } = [];
    }
}
