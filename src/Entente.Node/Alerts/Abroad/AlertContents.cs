using Entente.Agreements;
using Entente.Node.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Alerts;
using Entente.Protocol.Messages;

namespace Entente.Node.Alerts.Abroad;

/// <summary>What messages about alerts hold, as the gate asks about them.</summary>
internal static class AlertContents
{
    public static IServiceCollection AddAlertContents(this IServiceCollection services)
    {
        services.AddExchanged(MessageKind.AlertPublished, static (_, _, _, one) => OfTerms(one), static (one, conditions, stripped) =>
            one with { Conditions = conditions, Alert = Tightened(one.Alert, conditions, stripped), ReviewBy = Earlier(one.ReviewBy, conditions.KeepUntil) });
        services.AddExchanged(MessageKind.AlertAmended, static (_, _, _, one) => OfTerms(one), static (one, conditions, stripped) =>
            one with { Conditions = conditions, Alert = Tightened(one.Alert, conditions, stripped), ReviewBy = Earlier(one.ReviewBy, conditions.KeepUntil) });

        // An end gives nothing: it takes back what was given, and must not be kept back by the law under which it was.
        services.AddHoldingNothing(MessageKind.AlertWithdrawn);
        services.AddExchanged(
            MessageKind.HitNoticed,
            static (session, partner, isOurs, one) => OfNotice(About(session, partner, !isOurs, ExchangeKind.HitNotice, one.AlertId, one.Conditions), one),
            static (one, conditions, stripped) => one with { Conditions = conditions, Place = stripped.Contains(DataField.DeclarationsRoute) ? null : one.Place });
        services.AddExchanged(MessageKind.HitJudged, static (session, partner, isOurs, one) => About(session, partner, !isOurs, ExchangeKind.HitNotice, one.AlertId, one.Conditions), static (one, conditions, _) =>
            one with { Conditions = conditions });
        services.AddExchanged(
            MessageKind.HitReported,
            static (session, partner, isOurs, one) => OfReport(About(session, partner, !isOurs, ExchangeKind.HitReport, one.AlertId, one.Conditions), one.Report),
            static (one, conditions, stripped) => one with { Conditions = conditions, Report = Without(one.Report, stripped) });
        services.AddExchanged(MessageKind.SupplementaryAsked, static (session, partner, _, one) => About(session, partner, null, ExchangeKind.Question, one.AlertId, one.Conditions), static (one, conditions, _) =>
            one with { Conditions = conditions });
        services.AddExchanged(MessageKind.SupplementaryAnswered, static (session, partner, _, one) => About(session, partner, null, ExchangeKind.Answer, one.AlertId, one.Conditions), static (one, conditions, _) =>
            one with { Conditions = conditions });
        return services;
    }

    private static Contents OfTerms(AlertTerms terms) => new(ExchangeKind.Alert, terms.Conditions, AlertFieldSets.Of(terms.Alert))
    {
        Essential = AlertFieldSets.Essential(terms.Alert),
        Asks = terms.Alert.Action.Takes,
        Unverified = terms.Alert.Information == InformationEvaluation.Uncorroborated,
    };

    /// <summary>What is said about an alert says at least that its subject is looked for, or was met.</summary>
    /// <param name="alertIsOurs">Whether the alert is one of ours; <see langword="null"/>: it may be either's.</param>
    private static Contents About(Session session, string partner, bool? alertIsOurs, ExchangeKind exchange, AlertId alert, Conditions conditions)
    {
        var category = alertIsOurs == true ? null : ForeignAlert.Find(session, partner, alert) is { AlertNumber: { } number } ? AlertShelf.At(session, number)?.Category : null;
        category ??= alertIsOurs == false ? null : session.Find<AlertRow>("SELECT * FROM alert WHERE id = @id", new { id = alert.ToString() })?.Category;

        // Of an alert that is not here, whoever takes the message says so.
        WordSet<DataField> fields = [AlertFieldSets.IdentityOf(category ?? AlertCategory.Persons)];
        return new(exchange, conditions, fields) { Essential = fields };
    }

    private static Contents OfNotice(Contents about, HitNoticed notice) => notice.Place is null ? about : about with { Fields = about.Fields.With(DataField.DeclarationsRoute) };

    /// <summary>A report says where and when, always.</summary>
    private static Contents OfReport(Contents about, HitReport report)
    {
        var fields = about.Fields.With(DataField.DeclarationsRoute);
        fields = report.Transport is null ? fields : fields.With(DataField.MeansOfTransportIdentity);
        fields = report.ObjectsCarried is null ? fields : fields.With(DataField.DeclarationsGoods);
        fields = report.Companions is null && report.IdentityRevealed is null ? fields : fields.With(DataField.PersonsName);
        return about with { Fields = fields, Essential = about.Essential.With(DataField.DeclarationsRoute) };
    }

    private static HitReport Without(HitReport report, WordSet<DataField> stripped) => report with
    {
        Transport = stripped.Contains(DataField.MeansOfTransportIdentity) ? null : report.Transport,
        ObjectsCarried = stripped.Contains(DataField.DeclarationsGoods) ? null : report.ObjectsCarried,
        Companions = stripped.Contains(DataField.PersonsName) ? null : report.Companions,
        IdentityRevealed = stripped.Contains(DataField.PersonsName) ? null : report.IdentityRevealed,
    };

    private static Alert Tightened(Alert alert, Conditions conditions, WordSet<DataField> stripped) =>
        AlertFieldSets.Without(alert, stripped) with { Handling = conditions.Handling, HandlingNote = conditions.HandlingNote };

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
