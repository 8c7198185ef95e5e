using System.Globalization;
using Entente.Node.Console;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Microsoft.AspNetCore.Http.Features;
using Outcome = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.NoContent, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;
using Redirect = Microsoft.AspNetCore.Http.HttpResults.Results<Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Entente.Node.Evidence.Custody;

/// <summary>Takes the bytes of a thing from whoever holds it: announced, chunk by chunk, ended. What has come stays over a break, and is continued by whoever holds the thing then.</summary>
internal sealed class TakeContent(Database database, Text text) : IDisposable
{
    public const string FileField = "file";

    /// <summary>Of a file that comes as a form.</summary>
    public const long LargestForm = 20_000_000;

    private const int AtOnce = 8;

    // So many chunks are in memory at the same time, whoever sends them.
    private readonly SemaphoreSlim room = new(AtOnce);

    /// <param name="Name">As the file is called where it comes from.</param>
    /// <param name="Sha256">Of the whole, where it is known before.</param>
    public sealed record Announced(string Name, string MediaType, long Size, string? Sha256 = null);

    /// <param name="Sha256">Of the whole; it may be left out where it was announced.</param>
    public sealed record Ended(string? Sha256 = null);

    public async Task<Outcome> BeginAsync(long number, HttpContext http)
    {
        var (announced, malformed) = await StrictBody.ReadAsync(http, CustodyJson.Default.Announced);
        return AnswerOf(announced is null ? malformed : await BeginAsync(http.Actor, number, announced, http.RequestAborted));
    }

    public async Task<Outcome> PutAsync(long number, long chunk, string? sha256, HttpContext http)
    {
        if (sha256 is null || !CustodyContent.IsDigest(sha256))
        {
            return new Fault(FaultCode.Malformed, "An SHA-256 has 64 hexadecimal digits.", "sha256").ToProblem();
        }

        var content = await database.ReadAsync(session => Task.FromResult(CustodyItem.Find(session, number, http.Actor) is null ? null : CustodyContent.Find(session, number)), http.RequestAborted);
        if (content is null || content.SizeOf(chunk) == 0)
        {
            return new Fault(FaultCode.NotFound, "").ToProblem();
        }

        await room.WaitAsync(http.RequestAborted);
        try
        {
            var (body, unread) = await ReadAsync(http, content.SizeOf(chunk));
            return AnswerOf(body is null ? unread : await PutAsync(http.Actor, number, chunk, body, sha256, http.RequestAborted));
        }
        finally
        {
            room.Release();
        }
    }

    public async Task<Outcome> EndAsync(long number, HttpContext http)
    {
        var (ended, malformed) = await StrictBody.ReadAsync(http, CustodyJson.Default.Ended);
        return AnswerOf(ended is null ? malformed : await EndAsync(http.Actor, number, ended.Sha256, http.RequestAborted));
    }

    public async Task<Redirect> DiscardAsync(long number, HttpContext http)
    {
        var actor = http.Actor;
        var fault = await database.WriteAsync(
            session =>
            {
                if (Mine(session, number, actor) is { Why: { } why })
                {
                    return why;
                }

                if (CustodyContent.Find(session, number) is not { IsWhole: false } begun)
                {
                    return new(FaultCode.CustodyContent, "Nothing was begun that could be discarded.");
                }

                CustodyContent.Remove(session, number);
                RecordBook.Append(session, actor, CustodyActs.Discarded, CustodyActs.Kind, IdOf(number), JsonDetail.Of(("name", begun.Name)));
                return null;
            },
            http.RequestAborted);
        return fault is null ? TypedResults.LocalRedirect($"/custody/{IdOf(number)}") : fault.ToProblem();
    }

    /// <summary>The whole file with a form, where no script sends it in chunks.</summary>
    public async Task<Redirect> FileAsync(long number, HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty;
        if (form.Files.GetFile(FileField) is not { Length: > 0 } file)
        {
            return new Fault(FaultCode.Malformed, "Choose the file first.", FileField).ToProblem();
        }

        var (actor, cancellation) = (http.Actor, http.RequestAborted);
        var name = file.FileName[(file.FileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var fault = file.Length > LargestForm ? new Fault(FaultCode.TooLarge, $"At most {LargestForm} bytes are taken.", FileField)
            : await BeginAsync(actor, number, new(name, string.IsNullOrWhiteSpace(file.ContentType) ? "application/octet-stream" : file.ContentType, file.Length), cancellation);
        await using var stream = file.OpenReadStream();
        using var whole = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        for (var chunk = 1L; fault is null && chunk <= CustodyContent.ChunksOf(file.Length); chunk++)
        {
            var body = new byte[Math.Min(CustodyContent.ChunkBytes, file.Length - ((chunk - 1) * CustodyContent.ChunkBytes))];
            await stream.ReadExactlyAsync(body, cancellation);
            whole.AppendData(body);
            fault = await PutAsync(actor, number, chunk, body, CustodyContent.DigestOf(body), cancellation);
        }

        fault ??= await EndAsync(actor, number, Convert.ToHexStringLower(whole.GetHashAndReset()), cancellation);
        if (fault is null)
        {
            http.Toast(text["Its file is in custody."]);
        }

        return fault is null ? TypedResults.LocalRedirect($"/custody/{IdOf(number)}") : fault.ToProblem();
    }

    public void Dispose() => room.Dispose();

    private Task<Fault?> BeginAsync(Actor actor, long number, Announced announced, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var (item, why) = Mine(session, number, actor);
            if (why is not null)
            {
                return why;
            }

            var begun = new CustodyContent { Item = number, Name = announced.Name, MediaType = announced.MediaType, Size = announced.Size, Sha256 = announced.Sha256, BegunBy = actor.Officer };
            var fault = begun.Check() ?? (item!.Sha256 is { } stated && announced.Sha256 is { } digest && digest != stated
                ? new(FaultCode.CustodyContent, "The thing is on record with another SHA-256 than this file has.", "$.sha256")
                : null);
            if (fault is null && CustodyContent.Find(session, number) is null)
            {
                RecordBook.Append(session, actor, CustodyActs.Begun, CustodyActs.Kind, IdOf(number), JsonDetail.Of(("name", begun.Name), ("sha256", begun.Sha256)));
            }

            return fault ?? begun.Begin(session);
        },
        cancellation);

    private Task<Fault?> PutAsync(Actor actor, long number, long chunk, byte[] body, string sha256, CancellationToken cancellation) =>
        CustodyContent.DigestOf(body) != sha256
            ? Task.FromResult<Fault?>(new(FaultCode.CustodyContent, $"The bytes of chunk {chunk} that came have another SHA-256 than was stated."))
            : database.WriteAsync(
                session => Mine(session, number, actor) is { Why: { } why } ? why
                    : CustodyContent.Find(session, number) is { } content ? content.Put(session, chunk, body, sha256)
                    : new(FaultCode.NotFound, ""),
                cancellation);

    private async Task<Fault?> EndAsync(Actor actor, long number, string? stated, CancellationToken cancellation)
    {
        var (content, unseen) = await database.ReadAsync(session => Task.FromResult(Mine(session, number, actor) is { Why: { } why } ? (null, why) : (CustodyContent.Find(session, number), (Fault?)null)), cancellation);
        if (unseen is not null || content is null)
        {
            return unseen ?? new(FaultCode.NotFound, "");
        }

        if (content.IsWhole)
        {
            return stated is null || stated == content.Sha256 ? null : new(FaultCode.CustodyContent, "Its file is here already, and is never replaced.");
        }

        var digest = await content.DigestAsync(database, cancellation);
        return await database.WriteAsync(
            session =>
            {
                var (item, why) = Mine(session, number, actor);
                var now = CustodyContent.Find(session, number);
                if (why is not null || now is not { IsWhole: false } || now.BegunAt != content.BegunAt)
                {
                    return why ?? new(FaultCode.CustodyContent, "Something has happened to it since you looked; open it again.");
                }

                if (digest is null)
                {
                    return new(FaultCode.CustodyContent, "Not all of its chunks are here yet.");
                }

                if ((stated ?? content.Sha256) is not { } announced || digest != announced || digest != (content.Sha256 ?? digest) || digest != (item!.Sha256 ?? digest))
                {
                    return new(FaultCode.CustodyContent, $"The whole that came has the SHA-256 {digest}, and not the one that was stated.");
                }

                var after = item.Step(session, actor, CustodyAct.Filed, item with { Sha256 = digest }, content.Name);
                now.End(session, digest, after.Changed);
                return null;
            },
            cancellation);
    }

    /// <summary>The thing, where its bytes may come from that officer now.</summary>
    private static (CustodyItem? Item, Fault? Why) Mine(Session session, long number, Actor actor) => CustodyItem.Find(session, number, actor) switch
    {
        null => (null, new(FaultCode.NotFound, "")),
        { State: CustodyState.Held } item when item.Holder == actor.Officer => (item, null),
        var item => (item, CustodyItem.NotHis),
    };

    private static async Task<(byte[]? Body, Fault? Fault)> ReadAsync(HttpContext http, int size)
    {
        var other = new Fault(FaultCode.CustodyContent, $"This chunk has {size} bytes, and no more and no less is taken.");
        if (http.Request.ContentLength is { } length && length != size)
        {
            return (null, other);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = size + 1;
        }

        try
        {
            var body = new byte[size];
            var read = await http.Request.Body.ReadAtLeastAsync(body, size, throwOnEndOfStream: false, http.RequestAborted);
            return read == size && await http.Request.Body.ReadAsync(new byte[1], http.RequestAborted) == 0 ? (body, null) : (null, other);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, other);
        }
    }

    private static Outcome AnswerOf(Fault? fault) => fault is null ? TypedResults.NoContent() : fault.ToProblem();

    private static string IdOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}
