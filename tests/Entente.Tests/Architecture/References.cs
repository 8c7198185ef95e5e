using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace Entente.Tests.Architecture;

/// <summary>
/// The types that a type refers to, in signatures and inside its methods. Not seen: inlined constants, attributes, <c>nameof</c> and the
/// generic arguments of a called method.
/// </summary>
internal static class References
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<int, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToFrozenDictionary(code => code.Value & 0xFFFF);

    public static IEnumerable<Type> Of(Type type) => type.GetMembers(Own).SelectMany(Of)
        .Concat(type.GetInterfaces()).Append(type.BaseType).OfType<Type>().SelectMany(Unfold).Distinct();

    private static IEnumerable<Type?> Of(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append((method as MethodInfo)?.ReturnType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(CalledBy(method)),
        _ => [],
    };

    /// <summary>The methods that a method calls.</summary>
    public static IEnumerable<MethodBase> Calls(MethodBase method) =>
        from operand in Operands(method) where operand.Type == OperandType.InlineMethod && Resolved(method, operand.Token) is MethodBase select (MethodBase)Resolved(method, operand.Token)!;

    /// <summary>The texts that stand in a method.</summary>
    public static IEnumerable<string> Texts(MethodBase method) =>
        from operand in Operands(method) where operand.Type == OperandType.InlineString select method.Module.ResolveString(operand.Token);

    /// <summary>The methods of a type itself, constructors too.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMembers(Own).OfType<MethodBase>();

    private static IEnumerable<Type?> CalledBy(MethodBase method) =>
        from operand in Operands(method)
        where operand.Type is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
        let target = Resolved(method, operand.Token)
        select target as Type ?? target?.DeclaringType;

    private static MemberInfo? Resolved(MethodBase method, int token) =>
        method.Module.ResolveMember(token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static IEnumerable<(OperandType Type, int Token)> Operands(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i < il.Length;)
        {
            var code = il[i] == 0xFE ? Codes[0xFE00 | il[i + 1]] : Codes[il[i]];
            i += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString)
            {
                yield return (code.OperandType, BitConverter.ToInt32(il, i));
            }

            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Unfold(Type type) =>
        type.HasElementType ? Unfold(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Unfold).Prepend(type);
}
