using System.Collections;

namespace Advance.Tests.House;

/// <summary>Some value of any type that an event may carry.</summary>
internal static class Sample
{
    public static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "sample";
        if (type == typeof(Guid)) return Guid.Parse("01930000-0000-7000-8000-000000000001");
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, 30);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0)!;
        if (type.IsPrimitive) return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))) return ManyOf(type);
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
    }

    private static object ManyOf(Type type)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            map.Add(Of(arguments[0]), Of(arguments[1]));
            return map;
        }

        var many = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments))!;
        many.Add(Of(arguments[0]));
        return type.Name.Contains("Set", StringComparison.Ordinal) ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(arguments), many)! : many;
    }
}
