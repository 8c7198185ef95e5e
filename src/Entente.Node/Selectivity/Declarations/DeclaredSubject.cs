using Entente.Node.Alerts;
using Entente.Protocol.Identifiers;
using Entente.Screening;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Somebody or something that a declaration names, ready to be compared with the lists.</summary>
/// <param name="Subject">What is compared.</param>
/// <param name="Role">The part it plays, in English words, for example <c>Notify party</c> or <c>Container</c>; several joined by a comma where it plays several.</param>
/// <param name="At">Where it stands in the model, for example <c>$.consignments[0].parties[1]</c>; the first place where there are several.</param>
internal sealed record DeclaredSubject(Subject Subject, string Role, string At)
{
    /// <summary>The same with what an officer needs to see beside it.</summary>
    public ScreenedSubject Screened(PreparedDeclaration prepared, DeclarationId id)
    {
        // A manifest has many consignments; what stands beside a hit is of the one it was found in.
        var head = DeclarationHead.At(prepared.Declaration, At);
        return new()
        {
            ConsignmentKind = prepared.Declaration.Kind.ToString(),
            Reference = prepared.Declaration.Reference,
            DeclarationId = id.ToString(),
            Path = At,
            Role = Role,
            Subject = Subject,
            Place = UnLocode.TryParse(head.Destination, out var place) ? place.Text : null,
            Display = [.. Display(head, prepared.Declaration.Simulated)],
        };
    }

    private IEnumerable<DisplayField> Display(DeclarationHead head, bool simulated)
    {
        foreach (var address in Subject.Addresses)
        {
            yield return new("Address", address);
        }

        if (head is { Origin: { } origin, Destination: { } destination })
        {
            yield return new("Route", $"{origin} → {destination}");
        }

        if (head.Goods is { } goods)
        {
            yield return new("Goods", head.Hs is { } hs ? $"{hs} {goods}" : goods);
        }

        if (simulated)
        {
            yield return new(ScreenedSubject.SimulatedLabel, "yes");
        }
    }
}
