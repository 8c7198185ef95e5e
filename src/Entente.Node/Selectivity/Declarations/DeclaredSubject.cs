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
    public ScreenedSubject Screened(PreparedDeclaration prepared, DeclarationId id) => new()
    {
        ConsignmentKind = prepared.Declaration.Kind.ToString(),
        Reference = prepared.Declaration.Reference,
        DeclarationId = id.ToString(),
        Path = At,
        Role = Role,
        Subject = Subject,
        Place = UnLocode.TryParse(prepared.Head.Destination, out var place) ? place.Text : null,
        Display = [.. Display(prepared)],
    };

    private IEnumerable<DisplayField> Display(PreparedDeclaration prepared)
    {
        foreach (var address in Subject.Addresses)
        {
            yield return new("Address", address);
        }

        var head = prepared.Head;
        if (head is { Origin: { } origin, Destination: { } destination })
        {
            yield return new("Route", $"{origin} → {destination}");
        }

        if (head.Goods is { } goods)
        {
            yield return new("Goods", head.Hs is { } hs ? $"{hs} {goods}" : goods);
        }

        if (prepared.Declaration.Simulated)
        {
            yield return new(ScreenedSubject.SimulatedLabel, "yes");
        }
    }
}
