using Entente.Protocol.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Entente.Agreements.Text;

/// <summary>A piece of the file with its place. All scalars are text.</summary>
internal abstract record YamlTree(Place Place)
{
    // The published schema is seven levels deep.
    private const int Deepest = 12;

    public sealed record Text(Place Place, string Value) : YamlTree(Place);

    public sealed record Sequence(Place Place, IReadOnlyList<YamlTree> Items) : YamlTree(Place);

    public sealed record Mapping(Place Place, IReadOnlyList<(Text Key, YamlTree Value)> Entries) : YamlTree(Place);

    /// <summary>The one document of the text; or <see langword="null"/>, with the fault at which reading ended.</summary>
    public static YamlTree? Read(string text, List<Fault> faults)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            var start = parser.Consume<DocumentStart>();
            if (start.Version is not null || start.Tags is { } tags && tags.Any(tag => tag.Handle is not ("!" or "!!")))
            {
                throw new Refusal(start.Start, "An agreement has no directives.");
            }

            var root = Node(parser, 1);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                throw new Refusal(second.Start, "There is a second document in the file.");
            }

            parser.Consume<StreamEnd>();
            return root;
        }
        catch (Refusal refusal)
        {
            faults.Add(new(FaultCode.AgreementMalformed, refusal.Message, PlaceOf(refusal.Start).ToString()));
        }
        catch (YamlException wrong)
        {
            faults.Add(new(FaultCode.AgreementMalformed, "This is not YAML: " + wrong.Message.TrimEnd('.') + ".", PlaceOf(wrong.Start).ToString()));
        }

        return null;
    }

    private static YamlTree Node(Parser parser, int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            throw new Refusal(alias.Start, "An agreement has no aliases: it says each thing where it holds.");
        }

        var node = parser.Consume<NodeEvent>();
        if (!node.Anchor.IsEmpty)
        {
            throw new Refusal(node.Start, "An agreement has no anchors.");
        }

        if (!node.Tag.IsEmpty)
        {
            throw new Refusal(node.Start, "An agreement has no tags: every value is text.");
        }

        if (depth > Deepest)
        {
            throw new Refusal(node.Start, $"Nested more than {Deepest} deep.");
        }

        var place = PlaceOf(node.Start);
        switch (node)
        {
            case Scalar scalar:
                return new Text(place, scalar.Value);
            case SequenceStart:
                var items = new List<YamlTree>();
                while (!parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(Node(parser, depth + 1));
                }

                return new Sequence(place, items);
            default:
                return ReadEntries(parser, place, depth);
        }
    }

    private static Mapping ReadEntries(Parser parser, Place place, int depth)
    {
        var entries = new List<(Text, YamlTree)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = parser.Current!.Start;
            if (Node(parser, depth + 1) is not Text key || key.Value.Length == 0)
            {
                throw new Refusal(at, "A key is a word.");
            }

            if (key.Value == "<<")
            {
                throw new Refusal(at, "An agreement has no merges: it says each thing where it holds.");
            }

            if (!keys.Add(key.Value))
            {
                throw new Refusal(at, $"The key {key.Value} stands here twice.");
            }

            entries.Add((key, Node(parser, depth + 1)));
        }

        return new(place, entries);
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    /// <summary>Ends the reading; never leaves this file.</summary>
    private sealed class Refusal(Mark start, string message) : Exception(message)
    {
        public Mark Start { get; } = start;
    }
}
