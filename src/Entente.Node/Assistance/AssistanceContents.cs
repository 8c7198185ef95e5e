using Entente.Agreements;
using Entente.Assistance;
using Entente.Node.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Assistance;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Assistance;

/// <summary>What the messages of a case hold, as the gate asks about it: read from the message, and for an answer from the request that it answers.</summary>
internal static class AssistanceContents
{
    private static readonly Ends nowhere = new("", default, "", default);

    public static IServiceCollection AddAssistanceContents(this IServiceCollection services)
    {
        Add(services, MessageKind.AssistanceDrafted, (_, _, payload) => OfRequest(payload), (payload, conditions) => payload with { Conditions = conditions });
        Add(services, MessageKind.AssistanceRequested, (_, _, payload) => OfRequest(payload), (payload, conditions) => payload with { Conditions = conditions });
        Add(services, MessageKind.InformationGiven, (_, _, payload) => OfInformation(payload), (payload, conditions) => payload with { Conditions = conditions });
        Add(services, MessageKind.AutomaticDelivered, OfDelivery, (payload, conditions) => payload with { Conditions = conditions });
        Add(services, MessageKind.AssistanceReplied, OfReply, (payload, conditions) => payload with { Conditions = conditions });
        Add(services, MessageKind.AssistanceReported, OfReport, (payload, conditions) => payload with { Conditions = conditions });
        AddThings(services, MessageKind.EvidenceHanded, payload => payload.Approval, (payload, conditions) => payload with { Conditions = conditions });
        AddThings(services, MessageKind.EvidenceChunk, payload => payload.Approval, (payload, conditions) => payload with { Conditions = conditions });
        foreach (var kind in new MessageKind[]
        {
            MessageKind.AssistanceCommented, MessageKind.AssistanceAcknowledged, MessageKind.AssistanceDecided, MessageKind.AssistanceAssured, MessageKind.AssistanceWithdrawn,
            MessageKind.EvidenceConfirmed, MessageKind.EvidenceDeclined, MessageKind.EvidenceReturned, MessageKind.AssistancePrioritised, MessageKind.AuthoritiesPublished, MessageKind.AutomaticProposed, MessageKind.AutomaticAnswered, MessageKind.AutomaticEnded,
        })
        {
            services.AddHoldingNothing(kind);
        }

        return services;
    }

    /// <summary>Why the gate keeps a request or an answer back, in words that say what would help.</summary>
    public static Fault Refused(Verdict.Refused refused, Question question) => VerdictWords.FaultOf(refused, question);

    private static (Contents? Contents, Fault? Fault) OfRequest(RequestTerms payload) => RequestWords.TryRead(payload.Request, out var words, out var fault)
        ? (Of(Questions.OfRequest(payload.Request, words, nowhere, payload.Conditions.Handling, default), payload.Conditions, words.Instrument), null)
        : (null, fault);

    private static (Contents? Contents, Fault? Fault) OfReply(Session session, string partner, AssistanceReplied payload)
    {
        if (CaseRow.Find(session, partner, payload.RequestId) is not { } row)
        {
            return (null, new(FaultCode.NotFound, "There is nothing of that id that was shared between us."));
        }

        var request = CaseBook.TextOf(session, row.Number);
        return RequestWords.TryRead(request, out var words, out var fault)
            && Questions.TryOfReply(request, words, Barred.Read<Condition>(row.Assured), payload, nowhere, default, out var question, out fault)
                ? (Of(question, payload.Conditions, words.Instrument), null)
                : (null, fault);
    }

    /// <summary>What came of an answer says of those whom the request names what was done about them: it goes as the request went. Of information it goes as that came.</summary>
    private static (Contents? Contents, Fault? Fault) OfReport(Session session, string partner, AssistanceReported payload)
    {
        if (InformationRow.Find(session, partner, payload.RequestId)?.Read() is { } told)
        {
            return Questions.TryOfInformation(told, nowhere, default, out var back, out var wrong) ? (Of(back with { Handling = payload.Conditions.Handling }, payload.Conditions, null), null) : (null, wrong);
        }

        if (CaseRow.Find(session, partner, payload.RequestId) is not { } row)
        {
            return (null, new(FaultCode.NotFound, "There is nothing of that id that was shared between us."));
        }

        var request = CaseBook.TextOf(session, row.Number);
        return RequestWords.TryRead(request, out var words, out var fault)
            ? (Of(Questions.OfRequest(request, words, nowhere, payload.Conditions.Handling, default), payload.Conditions, words.Instrument), null)
            : (null, fault);
    }

    /// <summary>A thing goes under the clause of the request, from whichever side.</summary>
    private static (Contents? Contents, Fault? Fault) OfThing(Session session, string partner, bool isOurs, EvidenceMessage payload, string approval)
    {
        if (CaseRow.Find(session, partner, payload.RequestId) is not { } row)
        {
            return (null, new(FaultCode.NotFound, "There is nothing of that id that was shared between us."));
        }

        if (!Words.TryParse<Approval>(approval, out var given))
        {
            return (null, new(FaultCode.AssistanceWord, "Expected a word of the vocabulary of agreements, such as dutyAssessment.", "$.approval"));
        }

        var request = CaseBook.TextOf(session, row.Number);
        var from = isOurs == (row.Us == Side.Requesting) ? Side.Requesting : Side.Requested;
        return RequestWords.TryRead(request, out var words, out var fault)
            ? (Of(Questions.OfThing(request, words, Barred.Read<Condition>(row.Assured), from, given, payload.Conditions.Handling, nowhere, default), payload.Conditions, words.Instrument) with
            {
                Documents = payload is EvidenceHanded { File.Sha256: var sha256 } ? [sha256] : [],
            }, null)
            : (null, fault);
    }

    private static void AddThings<TPayload>(IServiceCollection services, MessageKind<TPayload> kind, Func<TPayload, string> approval, Func<TPayload, Conditions, TPayload> tighten)
        where TPayload : EvidenceMessage => services.AddSingleton(new ExchangedKind(
            kind.Name,
            kind.Version,
            (session, partner, isOurs, payload) => kind.TryRead(payload.Span, out var whole, out var fault) ? OfThing(session, partner, isOurs, whole, approval(whole)) : (null, fault),
            (payload, conditions, stripped) => kind.Write(tighten(Again(kind, payload), conditions))));

    private static TPayload Again<TPayload>(MessageKind<TPayload> kind, ReadOnlyMemory<byte> payload)
        where TPayload : MessagePayload => kind.TryRead(payload.Span, out var whole, out _) ? whole : throw new InvalidOperationException($"{kind.Key}: what was read a moment ago cannot be read.");

    private static (Contents? Contents, Fault? Fault) OfInformation(InformationGiven payload) => Questions.TryOfInformation(payload, nowhere, default, out var question, out var fault)
        ? (Of(question, payload.Conditions, null), null)
        : (null, fault);

    private static (Contents? Contents, Fault? Fault) OfDelivery(Session session, string partner, AutomaticDelivered payload)
    {
        if (SubscriptionRow.Find(session, partner, payload.SubscriptionId) is not { } row)
        {
            return (null, new(FaultCode.NotFound, "There is nothing of that id that was shared between us."));
        }

        if (!DeliveryLines.TryRead(payload.Given, out var given, out var fault))
        {
            return (null, fault);
        }

        // A delivery of nothing is one under the whole set: that there was nothing is told to who may have it all.
        var set = row.Read().Set;
        return (Of(Questions.OfDelivery(set, given.IsEmpty ? set.Fields : given, row.Approval, payload.Conditions.Handling, nowhere, default), payload.Conditions, row.Instrument) with { ShowsAll = false }, null);
    }

    // What may not pass is named to who sends it, and never taken out behind an officer's back: every field is essential.
    private static Contents Of(Question question, Conditions conditions, Instrument? under) => new(question.Exchange, conditions, question.Data)
    {
        Essential = question.Data,
        Assistance = question.Assistance,
        Unverified = question.Unverified,
        Purpose = question.Purpose,
        Circumstances = question.Circumstances,
        Approval = question.Approval,
        Under = under,
        ShowsAll = true,
    };

    private static void Add<TPayload>(
        IServiceCollection services, MessageKind<TPayload> kind, Func<Session, string, TPayload, (Contents? Contents, Fault? Fault)> read, Func<TPayload, Conditions, TPayload> tighten)
        where TPayload : MessagePayload => services.AddSingleton(new ExchangedKind(
            kind.Name,
            kind.Version,
            (session, partner, _, payload) => kind.TryRead(payload.Span, out var whole, out var fault) ? read(session, partner, whole) : (null, fault),
            (payload, conditions, stripped) => kind.Write(tighten(Again(kind, payload), conditions))));
}
