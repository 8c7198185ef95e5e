using System.Text;
using Entente.Agreements;
using Entente.Node.Evidence;
using Entente.Node.Federation;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Assistance;

/// <summary>Publishes which own authorities deal with assistance, for what and when: a new version, which every partner is sent.</summary>
internal sealed class PublishAuthorities(Database database, AssistancePost post, PartnerDirectory partners, OwnKeys own)
{
    private static readonly MessageKind<AuthoritiesPublished> kind = MessageKind.AuthoritiesPublished;

    /// <param name="Seen">The version that the officer saw; <see langword="null"/>: whatever there is, this takes its place.</param>
    public sealed record Command(IReadOnlyList<ListedAuthority> Authorities, long? Seen = null);

    /// <param name="Version">The version that counts from now on.</param>
    /// <param name="Told">How many partners it goes to.</param>
    public sealed record Done(long Version, int Told);

    public Task<(Done? Done, Fault? Fault)> RunAsync(Actor actor, Command command, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            var latest = DirectoryRow.Latest(session, own.PartyId)?.Version ?? 0;
            if (command.Seen is { } seen && seen != latest)
            {
                return ((Done?)null, (Fault?)new Fault(FaultCode.Conflict, $"The directory has gone on: it is in version {latest} now.", "$.seen"));
            }

            var version = latest + 1;
            var published = new AuthoritiesPublished
            {
                Conditions = Conditions.OfTheExchange($"directory {version}", CaseLaw.TodayOf(session)),
                Version = version,
                Authorities = [.. command.Authorities.Select(listed => listed with { Competences = [.. listed.Competences.Select(competence => Counted(session, listed, competence))] })],
            };
            if ((kind.Check(published) ?? Check(published.Authorities)) is { } fault)
            {
                return (null, fault);
            }

            var record = RecordBook.Append(session, actor, DirectoryActs.Published, "directory", $"{version}");
            new DirectoryRow { Party = own.PartyId, Version = version, Body = Encoding.UTF8.GetString(kind.Write(published)), At = session.Now, Record = record }.Insert(session);
            return (new(version, Tell(session)), null);
        },
        cancellation);

    /// <summary>Whether a partner does not have the latest version of the own directory yet.</summary>
    public bool IsOwed(Session session) => DirectoryRow.Latest(session, own.PartyId) is { } latest && Untold(session, latest).Any();

    /// <summary>Sends the own directory to every partner that does not have its latest version yet.</summary>
    /// <returns>How many it was sent to.</returns>
    public int Tell(Session session)
    {
        if (DirectoryRow.Latest(session, own.PartyId) is not { } latest)
        {
            return 0;
        }

        var told = 0;
        foreach (var partner in Untold(session, latest).ToList())
        {
            if (post.Send(session, Actor.Node("assistance"), new Address(partner.Id, $"authorities@{own.PartyId}", Lane.Bulk), kind, latest.Read()).Posted is not null)
            {
                session.Execute("DELETE FROM assistance_directory_told WHERE partner = @Id", new { partner.Id });
                session.Execute("INSERT INTO assistance_directory_told (partner, version) VALUES (@Id, @Version)", new { partner.Id, latest.Version });
                told++;
            }
        }

        return told;
    }

    private IEnumerable<Partner> Untold(Session session, DirectoryRow latest) =>
        from partner in partners.Active
        where partner.Terms is null && partner.Reads.Contains(kind.Key)
        where (session.Scalar<long?>("SELECT version FROM assistance_directory_told WHERE partner = @Id", new { partner.Id }) ?? 0) < latest.Version
        select partner;

    /// <summary>The words of agreements in a directory, and the zones of its hours.</summary>
    public static Fault? Check(IReadOnlyList<ListedAuthority> authorities)
    {
        foreach (var (index, listed) in authorities.Index())
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(listed.Zone, out _))
            {
                return new(FaultCode.MessageValue, "A zone has its IANA name, for example Europe/Amsterdam.", $"$.authorities[{index}].zone");
            }

            foreach (var (place, competence) in listed.Competences.Index())
            {
                if (!Words.TryParse<Instrument>(competence.Instrument, out _))
                {
                    return new(FaultCode.AssistanceWord, $"\"{competence.Instrument}\" is not one of {string.Join(", ", Words.All<Instrument>())}.", $"$.authorities[{index}].competences[{place}].instrument");
                }

                if (competence.Assistance.FirstOrDefault(word => !Words.TryParse<AssistanceType>(word, out _)) is { } unknown)
                {
                    return new(FaultCode.AssistanceWord, $"\"{unknown}\" is not one of {string.Join(", ", Words.All<AssistanceType>())}.", $"$.authorities[{index}].competences[{place}].assistance");
                }
            }
        }

        return null;
    }

    /// <summary>With how many of these requests are open here now: nobody writes that by hand.</summary>
    private static Competence Counted(Session session, ListedAuthority listed, Competence competence)
    {
        if (!Words.TryParse<Instrument>(competence.Instrument, out var instrument))
        {
            return competence;
        }

        var open = competence.Assistance.Sum(word => !Words.TryParse<AssistanceType>(word, out var type) ? 0 : session.Scalar<long>(
            $"SELECT COUNT(*) FROM assistance_case WHERE us = 'Requested' AND state IN {CaseRow.AtUs} AND instrument = @instrument AND assistance = @assistance AND authorities LIKE @like",
            new { instrument = instrument.ToString(), assistance = type.ToString(), like = Barred.Pattern(listed.Kind) }));
        return competence with { Open = (int)open };
    }

    public static async Task<Results<JsonHttpResult<Done>, ProblemHttpResult>> PutAsync(HttpContext http, PublishAuthorities publish, CancellationToken cancellation)
    {
        var (command, malformed) = await StrictBody.ReadAsync(http, AssistanceJson.Default.PublishAuthoritiesCommand);
        if (command is null)
        {
            return malformed!.ToProblem();
        }

        var (done, fault) = await publish.RunAsync(http.Actor, command, cancellation);
        return done is null ? fault!.ToProblem() : TypedResults.Json(done, AssistanceJson.Default.PublishAuthoritiesDone);
    }
}
