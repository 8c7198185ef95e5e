using System.Globalization;
using Entente.Protocol.Faults;
using Entente.TradeData.Model;

namespace Entente.TradeData.Values;

/// <summary>Takes values out of one document and keeps the account of what became of each.</summary>
/// <param name="point">The decimal sign of the source.</param>
internal sealed class Ledger(char point = '.')
{
    private readonly List<Remark> remarks = [];
    private int mapped;
    private int structural;

    public string? Text(Leaf? leaf)
    {
        if (leaf is null || leaf.Text.AsSpan().Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        Mark(leaf, Fate.Mapped);
        return text.Length == leaf.Text.Length ? leaf.Text : text.ToString();
    }

    /// <summary>A value that only orders or types others and is kept by position.</summary>
    public void Structural(Leaf? leaf)
    {
        if (leaf is not null)
        {
            Mark(leaf, Fate.Structural);
        }
    }

    public void NotCarried(Leaf leaf, string why = "The model has no place for it", FaultCode? code = null)
    {
        if (leaf.Fate is Fate.Mapped)
        {
            mapped -= leaf.Weight;
        }
        else if (leaf.Fate is Fate.Structural)
        {
            structural -= leaf.Weight;
        }

        leaf.Fate = Fate.NotCarried;
        remarks.Add(new Remark(RemarkKind.NotCarried, leaf.At, $"{why}: \"{Shorten(leaf.Text)}\".", code?.Id));
    }

    public void Suspect(Leaf leaf, FaultCode code, string what) =>
        remarks.Add(new Remark(RemarkKind.Suspect, leaf.At, $"\"{Shorten(leaf.Text)}\" {what}.", code.Id));

    public void Suspect(string at, FaultCode code, string sentence) => remarks.Add(new Remark(RemarkKind.Suspect, at, sentence, code.Id));

    public void Defaulted(string at, string sentence) => remarks.Add(new Remark(RemarkKind.Defaulted, at, sentence));

    public LossReport Report() => new(mapped, remarks) { Structural = structural };

    public decimal? Number(Leaf? leaf)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        var plain = point == '.' ? text : text.Replace('.', '\0').Replace(point, '.');
        if (decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            if (number < 0)
            {
                Suspect(leaf!, FaultCode.TradeInvalidValue, "is negative");
            }

            return number;
        }

        NotCarried(leaf!, "This is no number", FaultCode.TradeInvalidValue);
        return null;
    }

    public int? Count(Leaf? leaf)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        // Some senders write counts as decimals, "53.0".
        if (decimal.TryParse(point == '.' ? text : text.Replace(point, '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= int.MaxValue && decimal.Truncate(number) == number)
        {
            return (int)number;
        }

        NotCarried(leaf!, "This is no count", FaultCode.TradeInvalidValue);
        return null;
    }

    /// <summary>A country, upper case; an unknown one is carried and remarked.</summary>
    public string? Country(Leaf? leaf)
    {
        var country = Text(leaf);
        if (country is not null && !CodeLists.IsCountry(country))
        {
            Suspect(leaf!, FaultCode.TradeUnknownCode, "is no ISO 3166-1 alpha-2 country code");
        }

        return country;
    }

    public string? Currency(Leaf? leaf)
    {
        var currency = Text(leaf);
        if (currency is not null && !CodeLists.IsCurrency(currency))
        {
            Suspect(leaf!, FaultCode.TradeUnknownCode, "is no ISO 4217 currency code");
        }

        return currency;
    }

    /// <summary>An amount with its currency; an amount without one cannot be carried, since it would mean nothing.</summary>
    public Money? Money(Leaf? amount, Leaf? currency, string? otherwise = null)
    {
        if (Number(amount) is not { } number)
        {
            return null;
        }

        if ((Currency(currency) ?? otherwise) is { } code)
        {
            return new Money(number, code);
        }

        NotCarried(amount!, "An amount without a currency is not carried", FaultCode.TradeInvalidValue);
        return null;
    }

    public TransportMode? Mode(Leaf? leaf)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        // National lists put a sub-mode behind the digit of Recommendation 19, as 10, 12 and 17 for kinds of sea transport.
        if (text.Length <= 2 && text[0] is >= '1' and <= '9')
        {
            return (TransportMode)(text[0] - '0');
        }

        NotCarried(leaf!, "This is no mode of transport of Recommendation 19", FaultCode.TradeUnknownCode);
        return null;
    }

    public string? UnLocode(Leaf? leaf)
    {
        var text = Text(leaf);
        if (text is not null && !(text.Length == 5 && CodeLists.IsCountry(text[..2])))
        {
            Suspect(leaf!, FaultCode.TradeInvalidValue, "does not have the form of a UN/LOCODE");
        }

        return text;
    }

    public string? CommodityCode(Leaf? leaf)
    {
        var text = Text(leaf);
        if (text is not null && (text.Length is < 4 or > 14 || !text.AsSpan().ContainsOnlyDigits()))
        {
            Suspect(leaf!, FaultCode.TradeInvalidValue, "does not have the form of a commodity code");
        }

        return text;
    }

    public string? Container(Leaf? leaf)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        var number = Compact(text);
        CheckDigits.Container(this, leaf!, number);
        return number;
    }

    public DateTimeOffset? Instant(Leaf? leaf, string? format = null)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        if (!Instants.TryParse(text, format, out var instant, out var zoned))
        {
            NotCarried(leaf!, "This is no date", FaultCode.TradeInvalidValue);
            return null;
        }

        if (!zoned)
        {
            Defaulted(leaf!.At, "The time has no zone and is taken as UTC.");
        }

        return instant;
    }

    public DateOnly? Date(Leaf? leaf, string? format = null)
    {
        if (Text(leaf) is not { } text)
        {
            return null;
        }

        if (Instants.TryParse(text, format, out var instant, out _))
        {
            return DateOnly.FromDateTime(instant.DateTime);
        }

        NotCarried(leaf!, "This is no date", FaultCode.TradeInvalidValue);
        return null;
    }

    private static string Compact(string text)
    {
        var needed = text.AsSpan().ContainsAny(" -/.") || text.AsSpan().ContainsAnyInRange('a', 'z');
        return needed ? string.Concat(text.Where(c => c is not (' ' or '-' or '/' or '.'))).ToUpperInvariant() : text;
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private void Mark(Leaf leaf, Fate fate)
    {
        if (leaf.Fate is not Fate.Untouched)
        {
            return;
        }

        leaf.Fate = fate;
        if (fate is Fate.Mapped)
        {
            mapped += leaf.Weight;
        }
        else
        {
            structural += leaf.Weight;
        }
    }
}
