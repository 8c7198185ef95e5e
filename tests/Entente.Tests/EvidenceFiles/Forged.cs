using Entente.EvidenceFiles;

namespace Entente.Tests.EvidenceFiles;

/// <summary>Files whose maker lies.</summary>
internal static class Forged
{
    /// <summary>The same container with one of its files changed, signed anew by who made it: what a node does that lies about what it keeps.</summary>
    public static byte[] SignedAnew(byte[] file, Func<IReadOnlyList<ContainedFile>, IEnumerable<ContainedFile>> change)
    {
        EvidenceContainer.TryRead(file, [], out var container, out _).ShouldBeTrue();
        return EvidenceContainer.Write([.. change(container!.Files)], Given.Netherlands.RsaCertificate, Given.Netherlands.RsaKey, Given.Now.AddHours(2));
    }
}
