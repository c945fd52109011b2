package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of a policy as numbers: first its types, in the order of their names, then its
 * attributes. A set of types is a {@link BitSet}.
 */
final class TypeNames {
  private final String policy;
  private final List<String> types;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> attributeNames;
  private final List<BitSet> members = new ArrayList<>();
  private final int[][] attributesOfTypes;

  TypeNames(SelinuxPolicy policy) {
    this.policy = policy.source();
    this.types = List.copyOf(policy.types());
    this.attributeNames = List.copyOf(policy.attributes().keySet());
    for (String type : types) {
      numbers.put(type, numbers.size());
    }
    policy.attributes().forEach(this::addAttribute);
    policy.aliases().forEach((alias, type) -> numbers.put(alias, numberOf(type)));
    this.attributesOfTypes = invert();
  }

  private void addAttribute(String attribute, SortedSet<String> itsTypes) {
    BitSet bits = new BitSet(types.size());
    itsTypes.forEach(type -> bits.set(numberOf(type)));
    numbers.put(attribute, types.size() + members.size());
    members.add(bits);
  }

  private int[][] invert() {
    int[] counts = new int[types.size()];
    members.forEach(bits -> bits.stream().forEach(type -> counts[type]++));
    int[][] attributes = new int[types.size()][];
    Arrays.setAll(attributes, type -> new int[counts[type]]);
    for (int i = members.size() - 1; i >= 0; i--) {
      int attribute = types.size() + i;
      members.get(i).stream().forEach(type -> attributes[type][--counts[type]] = attribute);
    }
    return attributes;
  }

  /** How many types and attributes there are. */
  int size() {
    return types.size() + members.size();
  }

  int typeCount() {
    return types.size();
  }

  boolean isType(int number) {
    return number < types.size();
  }

  String typeName(int number) {
    return types.get(number);
  }

  /** The attributes that a type has. */
  int[] attributesOf(int type) {
    return attributesOfTypes[type];
  }

  /** Of a type, alias or attribute; absent if the policy has no such name. */
  OptionalInt find(String name) {
    Integer number = numbers.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** The number of a name that a rule or attribute has, and that the policy so must have. */
  int numberOf(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException(policy + " uses " + name + " and lacks it"));
  }

  /** Adds the types that a type or attribute stands for. */
  void addMembers(int number, BitSet to) {
    if (isType(number)) {
      to.set(number);
    } else {
      to.or(members.get(number - types.size()));
    }
  }

  /** The types that a name of the policy stands for, in a set of one's own. */
  BitSet membersOf(String name) {
    BitSet types = new BitSet(typeCount());
    addMembers(numberOf(name), types);
    return types;
  }

  Set<String> attributeNamesOf(int type) {
    Set<String> attributes = new HashSet<>();
    for (int attribute : attributesOf(type)) {
      attributes.add(attributeNames.get(attribute - types.size()));
    }
    return attributes;
  }

  SortedSet<String> namesOf(BitSet numbersOfTypes) {
    SortedSet<String> names = new TreeSet<>();
    for (int i = numbersOfTypes.nextSetBit(0); i >= 0; i = numbersOfTypes.nextSetBit(i + 1)) {
      names.add(types.get(i));
    }
    return Collections.unmodifiableSortedSet(names);
  }

  /** All names: of types, aliases and attributes. */
  Collection<String> all() {
    return Collections.unmodifiableSet(numbers.keySet());
  }
}
