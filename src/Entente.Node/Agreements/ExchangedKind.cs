using Entente.Agreements;
using Entente.Node.Platform;
using Entente.Protocol.Faults;
using Entente.Protocol.Messages;

namespace Entente.Node.Agreements;

/// <summary>What a message holds, as the gate asks about it.</summary>
/// <param name="Exchange">What it is.</param>
/// <param name="Conditions">Under which its content is given.</param>
/// <param name="Fields">The fields that are present.</param>
internal sealed record Contents(ExchangeKind Exchange, Conditions Conditions, WordSet<DataField> Fields)
{
    /// <summary>The fields without which it would say nothing: where one of them may not pass, nothing goes.</summary>
    public WordSet<DataField> Essential { get; init; }

    public AssistanceType? Assistance { get; init; }

    /// <summary>What it asks the receiver to do; none: it asks nothing.</summary>
    public WordSet<PermittedAction> Asks { get; init; }

    public bool Unverified { get; init; }

    /// <summary>What it is for, where the message says it in the words of agreements; else that follows from the conditions.</summary>
    public UsePurpose? Purpose { get; init; }

    /// <summary>The SHA-256 of what it gives beside its attachments, such as a file that follows in parts.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>What holds, as the message shows it.</summary>
    public IReadOnlyList<Attestation> Circumstances { get; init; } = [];

    public Approval Approval { get; init; } = Approval.Officer;

    /// <summary>The instrument that the message rests on: no clause of another counts.</summary>
    public Instrument? Under { get; init; }

    /// <summary>Whether the message shows by itself what holds and which approval it has: what its header says of that counts for nothing.</summary>
    public bool ShowsAll { get; init; }

    /// <summary>With what officers attest beside it.</summary>
    /// <param name="by">Who attests it.</param>
    public Contents With(Attested attested, string by) => attested == Attested.Nothing || ShowsAll ? this : this with
    {
        Circumstances = [.. Circumstances, .. attested.Conditions.Except(Circumstances.Select(one => one.Condition)).Select(condition => new Attestation(condition, by))],
        Approval = attested.Approval > Approval ? attested.Approval : Approval,
    };
}

/// <summary>Reads what a payload holds. Refuses before anything is written; reads through the session what the payload only names.</summary>
/// <param name="isOurs">Whether it goes to the partner; else it came from it.</param>
internal delegate (Contents? Contents, Fault? Fault) ReadContents(Session session, string partner, bool isOurs, ReadOnlyMemory<byte> payload);

/// <summary>The payload under stricter conditions and without some fields.</summary>
internal delegate ReadOnlyMemory<byte> TightenContents(ReadOnlyMemory<byte> payload, Conditions conditions, WordSet<DataField> stripped);

/// <summary>How the gate reads a kind of message. The module that makes a kind registers it; of a kind that none has registered nothing goes and nothing is taken.</summary>
/// <param name="Read"><see langword="null"/>: it says nothing about anybody, and needs no clause.</param>
internal sealed record ExchangedKind(string Kind, int Version, ReadContents? Read, TightenContents? Tighten);

internal static class ExchangedKinds
{
    /// <param name="read">What a payload holds: the session, the partner, whether it is ours, and the payload.</param>
    /// <param name="tighten">The payload under other conditions and without some fields.</param>
    public static IServiceCollection AddExchanged<TPayload>(
        this IServiceCollection services, MessageKind<TPayload> kind, Func<Session, string, bool, TPayload, Contents> read, Func<TPayload, Conditions, WordSet<DataField>, TPayload> tighten)
        where TPayload : MessagePayload => services.AddSingleton(new ExchangedKind(
            kind.Name,
            kind.Version,
            (session, partner, isOurs, payload) => kind.TryRead(payload.Span, out var read1, out var fault) ? (read(session, partner, isOurs, read1), null) : (null, fault),
            (payload, conditions, stripped) => kind.TryRead(payload.Span, out var whole, out _)
                ? kind.Write(tighten(whole, conditions, stripped))
                : throw new InvalidOperationException($"{kind.Key}: what was read a moment ago cannot be read.")));

    /// <summary>A kind that keeps the exchange itself going, or only takes back what was given.</summary>
    public static IServiceCollection AddHoldingNothing(this IServiceCollection services, MessageKind kind) =>
        services.AddSingleton(new ExchangedKind(kind.Name, kind.Version, null, null));
}
