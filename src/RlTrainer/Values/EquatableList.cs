using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace RlTrainer.Values;

/// <summary>
/// A list that never changes, equal to another with equal items in the same order, and printed as its items: what a record
/// holds so that it compares and prints by content.
/// </summary>
/// <typeparam name="T">What it holds; compared by its own equality.</typeparam>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Of))]
[JsonConverter(typeof(EquatableListConverter))]
public sealed class EquatableList<T> : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _items;

    internal EquatableList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <summary>A copy of an array's items.</summary>
    /// <param name="items">The items in order.</param>
    public static implicit operator EquatableList<T>(T[] items) => EquatableList.Of<T>(items);

    /// <summary>True when both lists hold equal items in the same order.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(EquatableList<T>? left, EquatableList<T>? right) => Equals(left, right);

    /// <summary>True when the lists differ in an item, in the order or in length.</summary>
    /// <param name="left">One list.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(EquatableList<T>? left, EquatableList<T>? right) => !Equals(left, right);

    /// <summary>The items as one span.</summary>
    /// <returns>[items] in order; nothing is copied.</returns>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc/>
    public bool Equals(EquatableList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = _items.Length;
        foreach (T item in _items) hash = unchecked(hash * 31 + (item?.GetHashCode() ?? 0));
        return hash;
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <summary>The items in brackets, "[256, 256]".</summary>
    /// <returns>Every item by its own words.</returns>
    public override string ToString() =>
        $"[{string.Join(", ", _items.Select(item => item is IFormattable number
            ? number.ToString(null, System.Globalization.CultureInfo.InvariantCulture) : $"{item}"))}]";

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

/// <summary>Makes lists that compare by content.</summary>
public static class EquatableList
{
    /// <summary>A list of these items; a collection expression calls it.</summary>
    /// <typeparam name="T">What it holds.</typeparam>
    /// <param name="items">[items] in order; copied.</param>
    /// <returns>The list.</returns>
    public static EquatableList<T> Of<T>(params ReadOnlySpan<T> items) => new(items.ToArray());
}
