using Entente.As4.Security;
using Entente.EvidenceFiles;
using Entente.Node.Platform;
using Entente.Protocol.Faults;

namespace Entente.Node.Evidence;

/// <summary>A kind of thing of which evidence files are made. The module that keeps it registers it.</summary>
/// <param name="Kind">For example <c>message</c>; also that of the index.</param>
/// <param name="Sees">What it is called; <see langword="null"/> where it is not there, or the officer may not see it.</param>
/// <param name="Collect">What belongs into a file about it, as far as the officer who asked may read it.</param>
internal sealed record EvidenceSource(string Kind, Func<Session, Standing, string, string?> Sees, Func<Session, Actor, string, EvidenceParts> Collect);

/// <summary>What a source gives.</summary>
/// <param name="Subject">What the file is about.</param>
/// <param name="Messages">The oldest first.</param>
/// <param name="Absent">What belongs here and cannot be given.</param>
/// <param name="Cards">Of all who have signed any of it.</param>
/// <param name="Agreements">The texts under which was exchanged.</param>
/// <param name="About">Of what the records tell: kinds and ids.</param>
/// <param name="Acts">Which records; not who looked at it.</param>
internal sealed record EvidenceParts(
    EvidenceSubject Subject,
    IReadOnlyList<(EnclosedMessage Listed, MessageBytes Bytes)> Messages,
    IReadOnlyList<AbsentMessage> Absent,
    IReadOnlyList<(EnclosedCard Listed, byte[] File)> Cards,
    IReadOnlyList<(EnclosedAgreement Listed, byte[] Text)> Agreements,
    IReadOnlyList<(string Kind, string Id)> About,
    IReadOnlyCollection<Act> Acts)
{
    /// <summary>Things that are evidence, with the history of who held them.</summary>
    public IReadOnlyList<(EnclosedItem Listed, byte[]? File)> Items { get; init; } = [];
}

/// <summary>The text of an agreement by its digest, with the signatures of its parties and the wording of a clause. The module that keeps agreements registers it.</summary>
internal delegate (EnclosedAgreement Listed, byte[] Text, string? Wording)? FindAgreementText(Session session, string sha256, string clause);

/// <summary>Why the law under which a partner gave something keeps it from an officer; <see langword="null"/>: it does not. The module that knows the law registers it.</summary>
internal delegate Fault? RefuseUse(Session session, Actor actor, string partner, string messageId);

/// <summary>Why the law under which a partner gave something keeps an officer from reading it; <see langword="null"/>: it does not. The module that knows the law registers it.</summary>
internal delegate Fault? RefuseReading(Session session, Actor actor, string partner, string messageId);

/// <summary>By whom evidence files of this node are signed; <see langword="null"/> for a node that exchanges with nobody. The module that keeps the keys registers it.</summary>
internal delegate (string Party, Certificate Certificate, PrivateKey Key)? EvidenceSigner();
