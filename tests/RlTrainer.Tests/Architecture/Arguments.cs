using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace RlTrainer.Tests.Architecture;

/// <summary>Calls any method with one null, its other arguments objects
/// without content; spans and references are empty ones.</summary>
internal static class Arguments
{
    private static readonly string Nowhere = Path.Combine(Path.GetTempPath(), "rltrainer-null-tests", "nothing");

    /// <summary>Calls a method or constructor on an object without content.</summary>
    /// <param name="method">Any but an abstract one.</param>
    /// <param name="absent">The parameter that receives null.</param>
    /// <returns>What it returned; null for a value that no object can hold.</returns>
    public static object? Call(MethodBase method, ParameterInfo absent)
    {
        var call = new DynamicMethod(
            "call", typeof(object), [typeof(object), typeof(object[])], typeof(Arguments).Module, skipVisibility: true);
        ILGenerator code = call.GetILGenerator();
        if (!method.IsStatic && method is not ConstructorInfo) LoadTarget(code, method.DeclaringType!);
        ParameterInfo[] parameters = method.GetParameters();
        foreach (ParameterInfo parameter in parameters) Load(code, parameter);
        if (method is ConstructorInfo made) code.Emit(OpCodes.Newobj, made);
        else code.Emit(method.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, (MethodInfo)method);
        Type result = method is MethodInfo { ReturnType: var returned } ? returned : method.DeclaringType!;
        bool isHeld = result != typeof(void) && !result.IsByRefLike && !result.IsByRef && !result.IsPointer;
        if (isHeld) code.Emit(OpCodes.Box, result);
        else if (result != typeof(void)) code.Emit(OpCodes.Pop);
        if (!isHeld) code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Ret);
        object? target = method.IsStatic || method is ConstructorInfo ? null : Of(method.DeclaringType!);
        object?[] arguments =
            [.. parameters.Select(
                parameter => parameter.Position == absent.Position || IsLocal(parameter.ParameterType) ? null
                    : Of(parameter.ParameterType))];
        return call.CreateDelegate<Func<object?, object?[], object?>>()(target, arguments);
    }

    /// <summary>A class that can stand for an abstract one or an interface.</summary>
    public static Type Concrete(Type type) => !type.IsAbstract ? type
        : type.Assembly.GetTypes()
            .FirstOrDefault(each => each is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableFrom(each))
          ?? throw new InvalidOperationException($"No class stands for {type}; give {nameof(Arguments)} a sample of it.");

    private static bool IsLocal(Type type) => type.IsByRef || type.IsByRefLike || type.IsPointer || type.IsValueType;

    private static void LoadTarget(ILGenerator code, Type type)
    {
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, type);
    }

    private static void Load(ILGenerator code, ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        if (IsLocal(type))
        {
            LocalBuilder empty = code.DeclareLocal(type.IsByRef ? type.GetElementType()! : type);
            code.Emit(type.IsByRef ? OpCodes.Ldloca : OpCodes.Ldloc, empty);
            return;
        }
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldc_I4, parameter.Position);
        code.Emit(OpCodes.Ldelem_Ref);
        code.Emit(OpCodes.Castclass, type);
    }

    private static object Of(Type type)
    {
        if (type == typeof(string)) return Nowhere;
        if (type == typeof(object)) return new object();
        if (type == typeof(Type)) return typeof(object);
        if (type == typeof(Stream)) return Stream.Null;
        if (type == typeof(TimeProvider)) return TimeProvider.System;
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, 0);
        if (typeof(Delegate).IsAssignableFrom(type)) return Silent(type);
        if (type is { IsInterface: true, IsGenericType: true }) return Collection(type);
        return RuntimeHelpers.GetUninitializedObject(Concrete(type));
    }

    private static object Collection(Type type) => type.GetGenericArguments() switch
    {
        [var item] when type.IsAssignableFrom(item.MakeArrayType()) => Array.CreateInstance(item, 0),
        [var item] when type.GetGenericTypeDefinition() == typeof(IProgress<>) =>
            Activator.CreateInstance(typeof(Progress<>).MakeGenericType(item))!,
        [var item] => Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(item))!,
        var pair => Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(pair))!,
    };

    /// <summary>A delegate that does nothing and returns nothing.</summary>
    private static Delegate Silent(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        var silent = new DynamicMethod(
            "silent", invoke.ReturnType, [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)],
            typeof(Arguments).Module);
        ILGenerator code = silent.GetILGenerator();
        if (invoke.ReturnType != typeof(void)) code.Emit(OpCodes.Ldloc, code.DeclareLocal(invoke.ReturnType));
        code.Emit(OpCodes.Ret);
        return silent.CreateDelegate(type);
    }
}
