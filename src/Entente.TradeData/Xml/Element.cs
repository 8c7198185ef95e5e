using System.Globalization;
using System.Text;
using Entente.TradeData.Values;

namespace Entente.TradeData.Xml;

/// <summary>One element of a document that was read whole; knows its place, so that every remark can say where.</summary>
internal sealed class Element(string name, string ns, Element? parent, int line, int column) : Leaf
{
    private string text = "";
    private Element? last;

    public string Name { get; } = name;

    public string Namespace { get; } = ns;

    public Element? Parent { get; } = parent;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public Element? First { get; private set; }

    public Element? Next { get; private set; }

    public List<XmlAttribute> Attributes { get; private set; } = NoAttributes;

    private static readonly List<XmlAttribute> NoAttributes = [];

    public override string Text => text;

    /// <summary>The path with the positions of repeated elements, for example <c>/MetaData/Declaration/GoodsShipment[2]/ID</c>.</summary>
    public override string At
    {
        get
        {
            var path = new StringBuilder();
            for (var element = this; element is not null; element = element.Parent)
            {
                path.Insert(0, "/" + element.Name + element.Position());
            }

            return path.ToString();
        }
    }

    /// <summary>The values below and at this element: texts of elements without children, attributes, and text between elements.</summary>
    public IEnumerable<Leaf> Leaves
    {
        get
        {
            // Depth is limited where the tree is built.
            foreach (var attribute in Attributes)
            {
                yield return attribute;
            }

            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return this;
            }

            for (var child = First; child is not null; child = child.Next)
            {
                foreach (var leaf in child.Leaves)
                {
                    yield return leaf;
                }
            }
        }
    }

    public void Append(string more) => text = text.Length == 0 ? more : text + more;

    public void Add(Element child)
    {
        if (last is null)
        {
            First = child;
        }
        else
        {
            last.Next = child;
        }

        last = child;
    }

    public void Add(XmlAttribute attribute)
    {
        if (ReferenceEquals(Attributes, NoAttributes))
        {
            Attributes = [];
        }

        Attributes.Add(attribute);
    }

    /// <summary>The first child of this name.</summary>
    public Element? Child(string wanted)
    {
        for (var child = First; child is not null; child = child.Next)
        {
            if (child.Name == wanted)
            {
                return child;
            }
        }

        return null;
    }

    public Element? Child(string outer, string inner) => Child(outer)?.Child(inner);

    public IEnumerable<Element> Children(string wanted)
    {
        for (var child = First; child is not null; child = child.Next)
        {
            if (child.Name == wanted)
            {
                yield return child;
            }
        }
    }

    public IEnumerable<Element> Children()
    {
        for (var child = First; child is not null; child = child.Next)
        {
            yield return child;
        }
    }

    public XmlAttribute? Attribute(string wanted) => Attributes.Find(attribute => attribute.Name == wanted);

    private string Position()
    {
        var (before, all) = (0, 0);
        for (var sibling = Parent?.First; sibling is not null; sibling = sibling.Next)
        {
            if (sibling.Name == Name)
            {
                all++;
                before = ReferenceEquals(sibling, this) ? all : before;
            }
        }

        return all > 1 ? string.Create(CultureInfo.InvariantCulture, $"[{before}]") : "";
    }
}

internal sealed class XmlAttribute(Element owner, string name, string text) : Leaf
{
    public string Name { get; } = name;

    public override string Text { get; } = text;

    public override string At => $"{owner.At}/@{Name}";
}
