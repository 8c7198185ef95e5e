using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using static Entente.Tests.Node.Assistance.TwoAdministrations;

namespace Entente.Tests.Node.Assistance;

/// <summary>Documents that are larger than a body of JSON may be.</summary>
public sealed class DocumentTests
{
    private const int Large = 3_000_000;
    private const int TooLarge = 20_000_001;

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_large_document_goes_with_the_request_and_another_with_the_answer(string store)
    {
        await using var both = await StartAsync(store);
        await DraftAsync(both.Nl, Duties());
        var (asked, given) = (Scan(1), Scan(2));
        await AcceptedAsync(await FileAsync(both.Nl, 1, "request.pdf", asked));
        await StepsAsync(both.Nl, 1, "send");
        var arrived = await UntilAsync(both.Ca, 1, "acknowledged");
        arrived["request"]!["attachments"]!.AsArray().Single()!["bytes"]!.GetValue<long>().ShouldBe(Large);
        (await both.Ca.GetByteArrayAsync("/api/assistance/1/documents/1")).AsSpan().SequenceEqual(asked).ShouldBeTrue();

        await StepsAsync(both.Ca, 1, "admit");
        await StepsAsync(both.Ca, 1, "accept");
        var filed = await AcceptedAsync(await FileAsync(both.Ca, 1, "scan.pdf", given, $"&sha256={Digest(given)}"));
        filed["sha256"]!.GetValue<string>().ShouldBe(Digest(given));
        (await RefusedAsync(await StepAsync(both.Ca, 1, "reply", Answer(new('0', 64))))).Code.ShouldBe("assistance-incomplete");
        await StepsAsync(both.Ca, 1, "reply", Answer(Digest(given)));

        var answered = await UntilAsync(both.Nl, 1, "replied");
        var ordinal = answered["documents"]!.AsArray().Single(document => document!["name"]!.GetValue<string>() == "scan.pdf")!["ordinal"]!.GetValue<long>();
        (await both.Nl.GetByteArrayAsync($"/api/assistance/1/documents/{ordinal}")).AsSpan().SequenceEqual(given).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task What_is_too_large_empty_or_not_what_was_announced_is_not_kept(string kind)
    {
        await using var both = await StartAsync(kind);
        await DraftAsync(both.Nl, Duties());

        (await RefusedAsync(await FileAsync(both.Nl, 1, "scan.pdf", new byte[TooLarge]))).Code.ShouldBe("request-too-large");
        (await RefusedAsync(await FileAsync(both.Nl, 1, "scan.pdf", []))).Code.ShouldBe("assistance-incomplete");
        (await RefusedAsync(await FileAsync(both.Nl, 1, "scan.pdf", Scan(1), $"&sha256={Digest(Scan(2))}"))).Code.ShouldBe("message-value");
        (await RefusedAsync(await FileAsync(both.Nl, 1, new('n', 201), Scan(1)))).Code.ShouldBe("assistance-incomplete");
        (await FileAsync(both.Nl, 7, "scan.pdf", Scan(1))).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await CaseAsync(both.Nl, 1))["documents"]!.AsArray().ShouldBeEmpty();
    }

    private static JsonObject Answer(string sha256) => new()
    {
        ["answer"] = new JsonObject
        {
            ["text"] = "The file as it was scanned.",
            ["filed"] = new JsonArray(new JsonObject
            {
                ["sha256"] = sha256,
                ["form"] = "certifiedCopy",
                ["trueCopy"] = new JsonObject { ["statement"] = "True copy of what is on file.", ["office"] = "CBSA, trade desk", ["on"] = "2026-12-03" },
            }),
        },
    };

    private static async Task<HttpResponseMessage> FileAsync(HttpClient officer, long number, string name, byte[] content, string more = "")
    {
        var known = await officer.GetAsync($"/api/assistance/{number}");
        var seen = known.IsSuccessStatusCode ? (await AcceptedAsync(known))["version"]!.GetValue<long>() : 1;
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        return await officer.PostAsync($"/api/assistance/{number}/documents?seen={seen}&name={Uri.EscapeDataString(name)}{more}", body);
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Scan(int seed)
    {
        var content = new byte[Large];
        new Random(seed).NextBytes(content);
        return content;
    }
}
