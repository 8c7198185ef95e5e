using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Entente.As4.Security.Xml;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.As4.Security;

/// <summary>Our canonical XML against that of the base class library, which is slower and needs the xmlns attributes in the tree.</summary>
public sealed class ExclusiveXmlTests
{
    [Theory]
    [InlineData("<a/>")]
    [InlineData("<a x='1' b='2'  c = '3' />")]
    [InlineData("<p:a xmlns:p='urn:p'><b/></p:a>")]
    [InlineData("<a xmlns='urn:a'><b xmlns=''><c xmlns='urn:a'/></b></a>")]
    [InlineData("<a xmlns='urn:a' xmlns:p='urn:p'><p:b p:x='1' x='2'/><p:c/></a>")]
    [InlineData("<a xmlns:z='urn:1' xmlns:y='urn:2'><b y:q='1' z:q='2' q='3' y:a='4'/></a>")] // by namespace, not by prefix
    [InlineData("<a xmlns:p='urn:1'><p:b><a xmlns:p='urn:2'><p:b/></a></p:b></a>")]
    [InlineData("<a t='&lt;&gt;&amp;&quot;&apos;&#9;&#10;&#13; '>&lt;&gt;&amp;\"'&#9;&#10;&#13; </a>")]
    [InlineData("<a><![CDATA[<b>&amp;]]>c<!-- gone --><?go on ?><?stop?></a>")]
    [InlineData("<a xml:lang='en' xml:space='preserve'> <b xml:lang='fr'/> </a>")]
    [InlineData("<a>\u00e9\u4e2d\U0001F600</a>")]
    public void Canonical_XML_is_what_the_base_library_makes_of_it(string xml) => Ours(xml).ShouldBe(Theirs(xml));

    [Theory]
    [InlineData("<env:e xmlns:env='urn:e' xmlns:u='urn:u' xmlns='urn:d'><env:b><target/></env:b></env:e>", "env")]
    [InlineData("<env:e xmlns:env='urn:e' xmlns:u='urn:u' xmlns='urn:d'><env:b><target/></env:b></env:e>", "env u #default")]
    [InlineData("<env:e xmlns:env='urn:e' xmlns='urn:d'><env:target xmlns:env='urn:f'/></env:e>", "env none")]
    [InlineData("<env:e xmlns:env='urn:e' xmlns='urn:d'><env:target xmlns=''><x/></env:target></env:e>", "#default")]
    public void Prefixes_that_count_as_used_are_written_at_the_top(string xml, string prefixes)
    {
        var document = Load(xml);
        var target = (XmlElement)document.SelectSingleNode("//*[local-name()='target']")!;
        var alone = new XmlDocument { PreserveWhitespace = true };
        alone.AppendChild(alone.ImportNode(target, deep: true));
        foreach (var name in new[] { "env", "u", "" })
        {
            var declared = name.Length == 0 ? "xmlns" : "xmlns:" + name;
            if (target.GetNamespaceOfPrefix(name) is { Length: > 0 } uri && !alone.DocumentElement!.HasAttribute(declared))
            {
                alone.DocumentElement.SetAttribute(declared, uri);
            }
        }

        Encoding.UTF8.GetString(ExclusiveXml.Of(target, prefixes.Split(' ')).Span).ShouldBe(Transform(alone, prefixes));
    }

    [Fact]
    public void Trees_of_chance_are_canonical_alike()
    {
        Prop.ForAll(Arb.From(Tree(4)), xml => Ours(xml) == Theirs(xml)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_tree_that_was_never_written_gives_the_octets_it_has_when_read_again()
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        var root = (XmlElement)document.AppendChild(document.CreateElement("a", "root", "urn:a"))!;
        root.Add("b", "child", "urn:b", "x\ny").With("c", "Id", "urn:c", "1").With("plain", "2").Add("a", "again", "urn:a");

        ExclusiveXml.Of(root).ToArray().ShouldBe(ExclusiveXml.Of(Load(root.OuterXml).DocumentElement!).ToArray());
    }

    private static string Ours(string xml) => Encoding.UTF8.GetString(ExclusiveXml.Of(Load(xml).DocumentElement!).Span);

    private static string Theirs(string xml) => Transform(Load(xml), null);

    private static string Transform(XmlDocument document, string? prefixes)
    {
        var transform = new XmlDsigExcC14NTransform(includeComments: false, prefixes!);
        transform.LoadInput(document);
        using var reader = new StreamReader((Stream)transform.GetOutput(typeof(Stream)));
        return reader.ReadToEnd();
    }

    private static XmlDocument Load(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml));
        var document = new XmlDocument { PreserveWhitespace = true };
        document.Load(reader);
        return document;
    }

    private static Gen<string> Tree(int depth) =>
        from prefix in Gen.Elements("", "p:", "q:")
        from name in Gen.Elements("a", "b", "c")
        from declarations in Gen.SubListOf("xmlns='urn:1'", "xmlns:p='urn:2'", "xmlns:q='urn:3'", "xmlns:p2='urn:2'")
        from attributes in Gen.SubListOf("x='1'", "p:x='&#13;'", "q:x='&quot;'", "b='é'")
        from text in Gen.Elements("", " ", "t&amp;u", "&#13;\n", "<!-- c -->", "<![CDATA[>]]>")
        from children in depth == 0 ? Gen.Constant(new List<string>()) : Gen.Choose(0, 3).SelectMany(count => Tree(depth - 1).ListOf(count)).Select(list => list.ToList())
        let close = $"{prefix}{name}"
        let inner = $"<{close} {string.Join(' ', declarations)} {string.Join(' ', attributes)}>{text}{string.Concat(children)}</{close}>"
        select depth == 4 ? $"<top xmlns:p='urn:9' xmlns:q='urn:8'>{inner}</top>" : inner;
}
