namespace Entente.As4.Security;

/// <summary>One reference of a signature: what was digested, how, and the result. A receipt repeats it as evidence of what was received.</summary>
/// <param name="Uri"><c>#id</c> of an element of the envelope, or <c>cid:</c> and the Content-ID of a part.</param>
/// <param name="Transforms">The URIs of the transforms in their order.</param>
/// <param name="DigestAlgorithm">The URI of the digest.</param>
/// <param name="Digest">The digest of the transformed content.</param>
/// <param name="Xml">The ds:Reference element in exclusive canonical form: it stands alone, and goes into ebbp:NonRepudiationInformation as it is.</param>
public sealed record SignatureReference(string Uri, IReadOnlyList<string> Transforms, string DigestAlgorithm, ReadOnlyMemory<byte> Digest, string Xml);
