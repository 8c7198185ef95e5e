using Entente.As4.Security;
using Entente.Protocol.Federation;

namespace Entente.Node.Federation;

/// <summary>How far a key of ours is in being changed. Partners need the time between the steps to approve the card that lists it.</summary>
internal enum OwnKeyState
{
    /// <summary>On our card, so that partners accept it; not used by us yet, but messages encrypted for it are read.</summary>
    Next = 1,

    /// <summary>Used.</summary>
    Current,

    /// <summary>Used no more; still on our card, and messages encrypted for it are read.</summary>
    Previous,

    /// <summary>Off our card; the private key is deleted.</summary>
    Retired,
}

/// <summary>A key of this node.</summary>
/// <param name="Id">For example <c>sign-ed25519-3f9a0c1277d2</c>; the name of its file.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="State">How far it is in being changed.</param>
/// <param name="Certificate">As our card lists it.</param>
/// <param name="Private">The private key; <see langword="null"/> when retired.</param>
internal sealed record OwnKey(string Id, KeyPurpose Purpose, OwnKeyState State, Certificate Certificate, PrivateKey? Private)
{
    /// <summary>What an authority issued for it, the root last; empty where none did.</summary>
    public IReadOnlyList<Certificate> Issued { get; init; } = [];
}
