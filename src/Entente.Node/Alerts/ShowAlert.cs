using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Alerts.Abroad;
using Entente.Node.Evidence;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Node.Alerts;

/// <summary>An alert with all that it ever said, as an officer sees it.</summary>
public sealed record AlertView(
    AlertId Id, long Version, AlertState State, string Owner, bool EveryAuthority, IReadOnlyList<string> Audience, DateOnly ReviewBy,
    string? ListVersion, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, long Record, Alert Alert, IReadOnlyList<AlertVersion> Earlier)
{
    /// <summary>The partners that it is shared with, by party id.</summary>
    public IReadOnlyList<string> SharedWith { get; init; } = [];

    /// <summary>How it stands at them, and where a later version did not get there: told to its owner alone.</summary>
    public IReadOnlyList<AlertAtPartner> Partners { get; init; } = [];

    /// <summary>The conditions of agreements that its officers attest.</summary>
    public IReadOnlyList<Condition> Attested { get; init; } = [];

    /// <summary>What partners gave of it, as its officers named it: told to its owner alone.</summary>
    public IReadOnlyList<AlertSource> ComesFrom { get; init; } = [];

    /// <summary>Approvals that clauses want before it goes to partners, newest first.</summary>
    public IReadOnlyList<ShareApproval> Approvals { get; init; } = [];

    /// <summary>Where an alert of a partner comes from; <see langword="null"/> for one of our own.</summary>
    public AlertOrigin? Origin { get; init; }

    /// <summary>What should be known of it while it is active, such as that no declaration is compared with it.</summary>
    public IReadOnlyList<AlertNotice> Notices => State == AlertState.Active ? AlertNotices.Of(Alert) : [];

    /// <summary>Whether this authority may change it: the owner, while it is active, unless it follows a list.</summary>
    public bool MayBeChangedBy(string authorityId) => Owner == authorityId && State == AlertState.Active && Alert.Listing is null;
}

/// <param name="Partner">The party id of the owner.</param>
/// <param name="AlertId">Its id there.</param>
/// <param name="State">Whether it is still shared with us.</param>
/// <param name="Conditions">Under what it was given.</param>
public sealed record AlertOrigin(string Partner, AlertId AlertId, ForeignState State, Conditions Conditions)
{
    /// <summary>The clause under which it was given, for example <c>NL-CA-CMAA/1 8(1)</c>.</summary>
    public string? Clause { get; init; }
}

/// <summary>Something that a partner gave, from which an alert is taken.</summary>
/// <param name="Partner">The party id.</param>
/// <param name="Address">Of its page here.</param>
public sealed record AlertSource(string Partner, string Address);

/// <summary>What an alert said before.</summary>
public sealed record AlertVersion(long Version, AlertState State, DateOnly ReviewBy, DateTimeOffset ChangedAt, long Record, Alert Alert);

/// <summary>Shows one alert, and puts that on record before it is answered.</summary>
internal static class ShowAlert
{
    public static async Task<AlertView?> RunAsync(Database database, PartnerPost post, Actor actor, AlertId id, CancellationToken cancellation) => (await AskAsync(database, post, actor, id, cancellation)).View;

    /// <summary>The same, with why the law under which a partner gave it keeps the officer from it.</summary>
    public static Task<(AlertView? View, Fault? Why)> AskAsync(Database database, PartnerPost post, Actor actor, AlertId id, CancellationToken cancellation) => database.WriteAsync(
        session =>
        {
            if (AlertShelf.Find(session, id, actor.AuthorityId) is not { } row)
            {
                return ((AlertView?)null, (Fault?)null);
            }

            if (ForeignLaw.Refuse(session, actor, row) is { } why)
            {
                ForeignLaw.Record(session, actor, "alert", row.Id, why);
                return (null, why);
            }

            RecordBook.Append(session, actor, AlertActs.Shown, "alert", row.Id, JsonDetail.Of(("version", $"{row.Version}")));
            var earlier = session.Query<AlertRow>("SELECT * FROM alert_version WHERE number = @Number ORDER BY version DESC", new { row.Number });
            var audience = Audience.Read(row.Audience);
            return (new AlertView(
                row.AlertId, row.Version, row.State, row.Owner, audience.IsEveryone, audience.Authorities, row.ReviewBy, row.ListVersion, row.CreatedAt,
                row.ChangedAt, row.Changed, row.Alert,
                [.. earlier.Select(version => new AlertVersion(version.Version, version.State, version.ReviewBy, version.ChangedAt, version.Changed, version.Alert))])
            {
                SharedWith = ShareAlert.With(session, row.Number),
                Partners = row.Owner == actor.AuthorityId ? AlertAtPartner.Of(session, post, row) : [],
                Attested = Attested.Read(row.Attested) ?? [],
                ComesFrom = row.Owner == actor.AuthorityId ? [.. row.Taken.Select(one => new AlertSource(one.Partner, one.Address)).Distinct()] : [],
                Approvals = ShareApproval.Of(session, row.Number),
                Origin = ForeignAlert.Of(session, row.Number) is { } origin ? new(origin.Partner, AlertId.Parse(origin.ForeignId), origin.State, origin.Terms) { Clause = GivenUse.Of(session, row.Law, row.LawUntil)?.Clause } : null,
            }, null);
        },
        cancellation);

    public static async Task<Results<JsonHttpResult<AlertView>, ProblemHttpResult>> GetAsync(AlertId id, HttpContext http, Database database, PartnerPost post, CancellationToken cancellation) =>
        await AskAsync(database, post, http.Actor, id, cancellation) switch
        {
            ({ } view, _) => TypedResults.Json(view, AlertsJson.Default.AlertView),
            (_, var why) => (why ?? new Fault(FaultCode.NotFound, "")).ToProblem(),
        };
}
