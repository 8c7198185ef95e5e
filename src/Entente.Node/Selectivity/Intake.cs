using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Entente.Node.Alerts;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Node.Selectivity.Declarations;
using Entente.Node.Selectivity.Flows;
using Entente.Protocol.Faults;
using Entente.Screening;
using Entente.TradeData;
using Reading = Entente.TradeData.Reading;

namespace Entente.Node.Selectivity;

/// <summary>Takes declarations in: read, screened in memory, then stored with hits and record in one write each.</summary>
/// <remarks>A verdict is given only after what it says is durable. An item that is refused does not stop those behind it.</remarks>
internal sealed class Intake(
    Database database, DeclarationBook declarations, AlertScreening screening, PartnerPost post, ReferenceBook reference, LiveFigures figures, SelectivityOptions options)
{
    private ReadingLimits Limits { get; } = new(DocumentBytes: options.MaxDocumentBytes, Items: options.MaxGoodsItems);

    /// <summary>Takes in a document or batch; a verdict per item, in the order of the input.</summary>
    /// <param name="input">The bytes; read forward once, never closed.</param>
    /// <param name="format">The format, or <see cref="TradeFormat.Detect"/>.</param>
    /// <param name="mapping">What the columns of a CSV file mean.</param>
    /// <param name="submission">Who sends and how.</param>
    /// <param name="cancellation">Stops between items; what was begun is finished or left undone as a whole.</param>
    public async IAsyncEnumerable<IntakeVerdict> ReceiveAsync(
        Stream input,
        TradeFormat format,
        CsvMapping? mapping,
        Submission submission,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await screening.Ready.WaitAsync(cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var flying = Channel.CreateBounded<Task<IntakeVerdict>>(new BoundedChannelOptions(options.InFlight) { SingleReader = true, SingleWriter = true });
        var reading = ReadAsync(TradeReader.ReadAsync(input, format, Limits, mapping, stop.Token), submission, flying.Writer, stop.Token);
        try
        {
            await foreach (var verdict in flying.Reader.ReadAllAsync(cancellation))
            {
                yield return await verdict;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (flying.Reader.TryRead(out var left))
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync(
        IAsyncEnumerable<Reading> items, Submission submission, ChannelWriter<Task<IntakeVerdict>> flying, CancellationToken cancellation)
    {
        Exception? broken = null;
        try
        {
            var count = 0;
            await foreach (var item in items.WithCancellation(cancellation))
            {
                if (++count > options.MaxBatchItems)
                {
                    var fault = new Fault(
                        FaultCode.IntakeBatchTooLong, string.Create(CultureInfo.InvariantCulture, $"At most {options.MaxBatchItems} declarations are taken at once; this and what follows was not read."));
                    await flying.WriteAsync(RefuseAsync(item, fault, reference: null, submission, cancellation), cancellation);
                    return;
                }

                await flying.WriteAsync(Task.Run(() => TakeInAsync(item, submission, cancellation), cancellation), cancellation);
            }
        }
#pragma warning disable CA1031 // Handed on: the channel ends with it, and the caller who reads the verdicts meets it there.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            broken = exception;
        }
        finally
        {
            flying.Complete(broken);
        }
    }

    private Task<IntakeVerdict> TakeInAsync(Reading item, Submission submission, CancellationToken cancellation) => item switch
    {
        Reading.Accepted accepted => StoreAsync(accepted, submission, cancellation),
        Reading.Refused refused => RefuseAsync(refused, refused.Fault, refused.Reference, submission, cancellation),
        _ => throw new InvalidOperationException($"A reading is accepted or refused, not {item.GetType()}."),
    };

    private async Task<IntakeVerdict> StoreAsync(Reading.Accepted accepted, Submission submission, CancellationToken cancellation)
    {
        var prepared = Screen(PreparedDeclaration.From(accepted, submission.Channel, reference.Check));
        var verdict = await database.WriteAsync(session => Decide(session, prepared, accepted, submission), cancellation);
        switch (verdict)
        {
            case IntakeVerdict.Accepted stored:
                figures.TookIn(prepared.Subjects.Count, stored.Hits);
                break;
            case IntakeVerdict.Refused:
                figures.Refused();
                break;
        }

        return verdict;
    }

    private PreparedDeclaration Screen(PreparedDeclaration prepared)
    {
        // Read first: what is found is then never older than it says.
        var position = screening.Position;
        return Screen(prepared, screening.Screen) with { ScreenedAt = position };
    }

    private static PreparedDeclaration Screen(PreparedDeclaration prepared, Func<Subject, IReadOnlyList<Match>> screen)
    {
        var found = prepared.Subjects.Select(subject => (Subject: subject, Matches: screen(subject.Subject))).ToList();
        return prepared.Screened(
            [.. found.SelectMany(one => one.Matches.Take(AlertScreening.MostMatches).Select(match => (one.Subject, match)))],
            [.. found.Where(one => one.Matches.Count > AlertScreening.MostMatches).Select(one => one.Subject)]);
    }

    private IntakeVerdict Decide(Session session, PreparedDeclaration prepared, Reading.Accepted accepted, Submission submission)
    {
        var declaration = prepared.Declaration;
        if (DeclarationBook.Find(session, prepared.DuplicateKey) is not { } known)
        {
            var id = DeclarationId.New(session.Now);
            var hits = Raise(session, screening.Again(session, prepared.ScreenedAt) is { } again ? Screen(prepared, again) : prepared, id, submission.Actor);
            declarations.Add(session, prepared, id, submission, hits);
            FlowBook.Add(session, prepared, hits);
            RecordBook.Append(session, submission.Actor, SelectivityActs.Received, SelectivityActs.Kind, id.ToString(), IntakeJson.Received(prepared, submission.Channel, hits));
            return new IntakeVerdict.Accepted(accepted.Ordinal, declaration.Reference, id, hits, prepared.Loss);
        }

        if (known.ContentHash == prepared.ContentHash)
        {
            return new IntakeVerdict.Duplicate(accepted.Ordinal, declaration.Reference, new(known.Id));
        }

        var fault = new Fault(
            FaultCode.IntakeReferenceReused,
            $"{declaration.Kind} {declaration.Reference} version {declaration.Version} was lodged before with other content, as {known.Id:D}.");
        return Refuse(session, accepted, fault, declaration.Reference, submission);
    }

    private int Raise(Session session, PreparedDeclaration prepared, DeclarationId id, Actor actor) =>
        prepared.Found.Count(found => HitBook.Raise(session, post, actor, found.Subject.Screened(prepared, id), found.Match) is not null);

    private async Task<IntakeVerdict> RefuseAsync(Reading item, Fault fault, string? reference, Submission submission, CancellationToken cancellation)
    {
        var verdict = await database.WriteAsync(session => Refuse(session, item, fault, reference, submission), cancellation);
        figures.Refused();
        return verdict;
    }

    private IntakeVerdict.Refused Refuse(Session session, Reading item, Fault fault, string? reference, Submission submission)
    {
        var kept = Packed.Pack(item.Source.Span[..Math.Min(item.Source.Length, options.RefusedSourceBytes)]);
        var seq = RefusalBook.Add(session, submission, item.Ordinal, fault, reference, kept, item.Source.Length);
        RecordBook.Append(
            session, submission.Actor, SelectivityActs.Refused, SelectivityActs.RefusalKind, seq.ToString(CultureInfo.InvariantCulture), IntakeJson.Refused(fault, submission.Channel));
        return new IntakeVerdict.Refused(item.Ordinal, reference, fault);
    }
}
