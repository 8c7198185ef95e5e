using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Entente.Node.Evidence.Custody;
using Entente.Node.Platform;
using Entente.Protocol.Access;

namespace Entente.Tests.Node.Evidence;

/// <summary>The file of a thing in custody: in chunks, over breaks, and only if every byte is the one that was announced.</summary>
public sealed class CustodyContentTests
{
    private const int Chunk = CustodyContent.ChunkBytes;

    private static readonly byte[] file = Bytes((2 * Chunk) + 12_345);

    public static TheoryData<string> Stores => Store.Both;

    [Theory, MemberData(nameof(Stores))]
    public async Task A_file_that_was_cut_off_goes_on_after_the_node_was_stopped_and_is_fetched_in_ranges(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        string address;
        string token;
        await using (var node = await TestNode.StartAsync(store))
        {
            using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
            address = await TakenAsync(officer);
            token = node.TokenOf(officer);
            await StatusOf(AnnounceAsync(officer, address), HttpStatusCode.NoContent);
            await StatusOf(PutAsync(officer, address, 3), HttpStatusCode.NoContent);
            await CutOffAsync(node, officer, address, 2);
        }

        await using var again = await TestNode.StartAsync(store);
        using var back = Client(again, token);
        var state = (await back.GetFromJsonAsync<JsonObject>($"{address}/content"))!;
        state["here"]!.AsArray().Select(one => (long)one!["number"]!).ShouldBe([3]); // the one that was cut off is not there
        ((bool)state["whole"]!).ShouldBeFalse();
        await StatusOf(EndAsync(back, address), HttpStatusCode.UnprocessableEntity);
        await StatusOf(back.GetAsync($"{address}/file"), HttpStatusCode.NotFound);
        await StatusOf(AnnounceAsync(back, address), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(back, address, 3), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(back, address, 1), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(back, address, 2), HttpStatusCode.NoContent);
        await StatusOf(EndAsync(back, address), HttpStatusCode.NoContent);
        await StatusOf(EndAsync(back, address), HttpStatusCode.NoContent);

        (await back.GetByteArrayAsync($"{address}/file")).ShouldBe(file);
        using var range = new HttpRequestMessage(HttpMethod.Get, $"{address}/file") { Headers = { Range = new RangeHeaderValue(Chunk - 5, Chunk + 4) } };
        using var part = await back.SendAsync(range);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(file[(Chunk - 5)..(Chunk + 5)]);
        part.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        part.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("disk ê.img");

        var page = await back.GetStringAsync(address);
        page.ShouldContain(Digest(file));
        page.ShouldNotContain("data-upload");
        (await again.Database.ReadAsync(session => session.QueryAsync<string>("SELECT act FROM custody_step ORDER BY ordinal"))).ShouldBe(["Taken", "Filed"]);
        (await again.Database.ReadAsync(session => session.ScalarAsync<string>("SELECT detail FROM record WHERE act = 'custody.filed'")))!.ShouldContain(Digest(file));
        (await again.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM record WHERE act = 'custody.fetched'"))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task Bytes_that_are_not_those_that_were_announced_are_refused_and_nothing_is_lost(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        using var colleague = await node.SignedInAs(Role.Supervisor, AuthorityKind.Customs, Purpose.Supervision);
        using var elsewhere = await node.SignedInAs(Role.Officer, AuthorityKind.Police);
        var address = await TakenAsync(officer);

        await StatusOf(PutAsync(officer, address, 1), HttpStatusCode.NotFound); // nothing was announced
        await StatusOf(AnnounceAsync(officer, address, size: CustodyContent.MostBytes + 1), HttpStatusCode.RequestEntityTooLarge);
        await StatusOf(AnnounceAsync(officer, address, size: 0), HttpStatusCode.BadRequest);
        await StatusOf(AnnounceAsync(officer, address, sha256: "ABC"), HttpStatusCode.BadRequest);
        await StatusOf(AnnounceAsync(colleague, address), HttpStatusCode.Conflict); // who does not hold it
        await StatusOf(AnnounceAsync(elsewhere, address), HttpStatusCode.NotFound);
        await StatusOf(AnnounceAsync(officer, address), HttpStatusCode.NoContent);
        await StatusOf(AnnounceAsync(officer, address, size: file.Length + 1), HttpStatusCode.UnprocessableEntity);

        await StatusOf(PutAsync(officer, address, 1, sha256: Digest([1])), HttpStatusCode.UnprocessableEntity);
        await StatusOf(PutAsync(officer, address, 1, body: file[..(Chunk - 1)]), HttpStatusCode.UnprocessableEntity);
        await StatusOf(PutAsync(officer, address, 1, body: file[..(Chunk + 1)]), HttpStatusCode.UnprocessableEntity);
        await StatusOf(PutAsync(officer, address, 1, sha256: "no"), HttpStatusCode.BadRequest);
        await StatusOf(PutAsync(officer, address, 4), HttpStatusCode.NotFound);
        await StatusOf(PutAsync(officer, address, 0), HttpStatusCode.NotFound);
        foreach (var (other, answer) in new[] { (colleague, HttpStatusCode.Conflict), (elsewhere, HttpStatusCode.NotFound) })
        {
            await StatusOf(PutAsync(other, address, 1), answer);
            await StatusOf(EndAsync(other, address), answer);
        }

        await StatusOf(elsewhere.GetAsync($"{address}/content"), HttpStatusCode.NotFound);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM custody_chunk"))).ShouldBe(0);

        var changed = file.ToArray();
        changed[Chunk + 7] ^= 1;
        await StatusOf(PutAsync(officer, address, 1), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(officer, address, 2, body: changed[Chunk..(2 * Chunk)]), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(officer, address, 3), HttpStatusCode.NoContent);
        await StatusOf(PutAsync(officer, address, 2), HttpStatusCode.UnprocessableEntity); // another file's chunk stands there
        await StatusOf(EndAsync(officer, address), HttpStatusCode.UnprocessableEntity);
        await StatusOf(EndAsync(officer, address, sha256: null), HttpStatusCode.UnprocessableEntity);
        (await officer.GetFromJsonAsync<JsonObject>($"{address}/content"))!["here"]!.AsArray().Count.ShouldBe(3);
        await StatusOf(elsewhere.GetAsync($"{address}/file"), HttpStatusCode.NotFound);

        await StatusOf(TestNode.PostFormAsync(elsewhere, $"{address}/content/discard"), HttpStatusCode.NotFound);
        await StatusOf(TestNode.PostFormAsync(officer, $"{address}/content/discard"), HttpStatusCode.Redirect);
        await StatusOf(officer.GetAsync($"{address}/content"), HttpStatusCode.NotFound);
        (await node.Database.ReadAsync(session => session.ScalarAsync<long>("SELECT COUNT(*) FROM custody_chunk"))).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Stores))]
    public async Task A_digest_that_stood_on_record_before_binds_the_file_and_a_whole_one_is_never_replaced(string kind)
    {
        await using var store = await Store.CreateAsync(kind);
        await using var node = await TestNode.StartAsync(store);
        using var officer = await node.SignedInAs(Role.Officer, AuthorityKind.Customs);
        byte[] small = [1, 2, 3];
        var address = await TakenAsync(officer, ("sha256", Digest(small)));

        await StatusOf(FormAsync(officer, $"{address}/file", [1, 2, 4]), HttpStatusCode.UnprocessableEntity);
        (await officer.GetStringAsync(address)).ShouldContain("Discard what is here");
        await StatusOf(TestNode.PostFormAsync(officer, $"{address}/content/discard"), HttpStatusCode.Redirect);
        await StatusOf(FormAsync(officer, $"{address}/file", []), HttpStatusCode.BadRequest);
        await StatusOf(FormAsync(officer, $"{address}/file", small), HttpStatusCode.Redirect);
        (await officer.GetByteArrayAsync($"{address}/file")).ShouldBe(small);
        await StatusOf(FormAsync(officer, $"{address}/file", [1, 2, 3, 4]), HttpStatusCode.UnprocessableEntity);
        await StatusOf(TestNode.PostFormAsync(officer, $"{address}/content/discard"), HttpStatusCode.UnprocessableEntity);
        (await officer.GetByteArrayAsync($"{address}/file")).ShouldBe(small);
    }

    private static async Task<string> TakenAsync(HttpClient officer, params (string Name, string Value)[] more)
    {
        using var taken = await TestNode.PostFormAsync(officer, "/custody/items", [("name", "Disk of a laptop"), ("kind", "image"), ("origin", "Search of a warehouse"), .. more]);
        taken.StatusCode.ShouldBe(HttpStatusCode.Redirect, await taken.Content.ReadAsStringAsync());
        return $"{taken.Headers.Location}";
    }

    private static Task<HttpResponseMessage> AnnounceAsync(HttpClient officer, string address, long? size = null, string? sha256 = null)
    {
        var announced = new JsonObject { ["name"] = "disk ê.img", ["mediaType"] = "application/octet-stream", ["size"] = size ?? file.Length };
        if (sha256 is not null)
        {
            announced["sha256"] = sha256;
        }

        return officer.PostAsJsonAsync($"{address}/content", announced);
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient officer, string address, int chunk, byte[]? body = null, string? sha256 = null)
    {
        var from = Math.Clamp((chunk - 1) * Chunk, 0, file.Length);
        body ??= file[from..Math.Min(file.Length, from + Chunk)];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/octet-stream");
        return await officer.PutAsync($"{address}/content/{chunk}?sha256={sha256 ?? Digest(body)}", content);
    }

    private static Task<HttpResponseMessage> EndAsync(HttpClient officer, string address) => EndAsync(officer, address, Digest(file));

    private static Task<HttpResponseMessage> EndAsync(HttpClient officer, string address, string? sha256) =>
        officer.PostAsJsonAsync($"{address}/content/end", sha256 is null ? new JsonObject() : new JsonObject { ["sha256"] = sha256 });

    /// <summary>Sends half of a chunk and closes the line; the node has read of it when this ends.</summary>
    private static async Task CutOffAsync(TestNode node, HttpClient officer, string address, int chunk)
    {
        using var line = new System.Net.Sockets.TcpClient();
        await line.ConnectAsync(node.Address.Host, node.Address.Port);
        var body = file[((chunk - 1) * Chunk)..(chunk * Chunk)];
        var head = $"PUT {address}/content/{chunk}?sha256={Digest(body)} HTTP/1.1\r\nHost: {node.Address.Authority}\r\nCookie: entente={node.TokenOf(officer)}\r\nContent-Type: application/octet-stream\r\nContent-Length: {Chunk}\r\nExpect: 100-continue\r\n\r\n";
        await line.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head));
        var told = new byte[25];
        await line.GetStream().ReadExactlyAsync(told); // the node asks for the body: it is reading
        System.Text.Encoding.ASCII.GetString(told).ShouldStartWith("HTTP/1.1 100 Continue");
        await line.GetStream().WriteAsync(body.AsMemory(0, Chunk / 2));
        line.Client.LingerState = new(true, 0);
    }

    private static async Task<HttpResponseMessage> FormAsync(HttpClient officer, string address, byte[] body)
    {
        var page = await officer.GetStringAsync("/session/purpose");
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var from = page.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page[from..page.IndexOf('"', from)]), "__RequestVerificationToken" },
            { new ByteArrayContent(body) { Headers = { ContentType = new("application/pdf") } }, "file", "report.pdf" },
        };
        return await officer.PostAsync(address, form);
    }

    private static HttpClient Client(TestNode node, string token)
    {
        var cookies = new CookieContainer();
        cookies.Add(node.Address, new Cookie("entente", token, "/"));
        return new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = node.Address };
    }

    private static byte[] Bytes(int size)
    {
        var bytes = new byte[size];
        for (var at = 0; at < size; at++)
        {
            bytes[at] = unchecked((byte)((at * 31) ^ (at >> 9)));
        }

        return bytes;
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task StatusOf(Task<HttpResponseMessage> sent, HttpStatusCode expected)
    {
        using var answer = await sent;
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
    }
}
