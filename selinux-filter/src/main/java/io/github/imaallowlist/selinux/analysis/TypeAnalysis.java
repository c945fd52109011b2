package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.selinux.policy.AllowRule;
import io.github.imaallowlist.selinux.policy.Permission;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;
import java.util.Set;
import java.util.SortedSet;

/**
 * What the types of an SELinux policy are for, its booleans being as they are. Immutable.
 *
 * <p>An unconfined domain may do everything with every type, by rules for attributes as large as
 * {@code file_type}. Those rules are left out. It counts where a rule names the type itself, which
 * somebody wrote with that type in mind: as a domain that is entered, loads, writes, creates or
 * reads. It never counts as one that executes.
 *
 * <p>A permissive domain counts with what its rules say, as one whose rules are not enforced yet:
 * what it may do beyond them says as little of a type as what an unconfined one may do. {@link
 * Domains#unboundWriters} has what could write more than the classes know.
 */
public final class TypeAnalysis {
  /** In every policy that descends from the reference policy, and so in all distributions'. */
  private static final String FILE_TYPE = "file_type";

  private static final String DOMAIN = "domain";

  private final SelinuxPolicy policy;
  private final TypeNames names;
  private final DomainSets sets;

  /** In the order of {@link Access}. */
  private final List<GrantTable> tables;

  private final int[] fileTypes;

  private TypeAnalysis(SelinuxPolicy policy, TypeNames names, DomainSets sets) {
    this.policy = policy;
    this.names = names;
    this.sets = sets;
    List<Set<Permission>> wanted = new ArrayList<>();
    for (Access access : Access.values()) {
      wanted.add(access.permissions());
    }
    this.tables = GrantTable.of(policy, names, sets.unconfined(), wanted);
    this.fileTypes = fileTypes(names).stream().toArray();
  }

  /**
   * @throws AllowlistException if the policy lacks a name of the settings
   */
  public static TypeAnalysis of(SelinuxPolicy policy, AnalysisSettings settings)
      throws AllowlistException {
    TypeNames names = new TypeNames(policy);
    return new TypeAnalysis(policy, names, DomainSets.of(policy.source(), names, settings));
  }

  /** All types but the domains where a policy does not say which are for files. */
  private static BitSet fileTypes(TypeNames names) {
    if (names.find(FILE_TYPE).isPresent()) {
      return names.membersOf(FILE_TYPE);
    }
    BitSet types = new BitSet();
    types.set(0, names.typeCount());
    if (names.find(DOMAIN).isPresent()) {
      types.andNot(names.membersOf(DOMAIN));
    }
    return types;
  }

  public SelinuxPolicy policy() {
    return policy;
  }

  public Domains domains() {
    return new Domains(
        names.namesOf(sets.trusted()), names.namesOf(sets.unconfined()), policy.permissive());
  }

  /**
   * One for each file type of the policy, by name. They are made when they are asked for: all
   * together name as many domains as a policy has pairs of domain and type, which broad rules make
   * many.
   */
  public List<TypeReport> reports() {
    return new Reports();
  }

  private final class Reports extends AbstractList<TypeReport> implements RandomAccess {
    @Override
    public TypeReport get(int index) {
      return report(fileTypes[index]);
    }

    @Override
    public int size() {
      return fileTypes.length;
    }
  }

  /**
   * Of any type of the policy, also one that is not for files as packages have them ({@code
   * unlabeled_t}, {@code proc_t}); an alias will do.
   */
  public Optional<TypeReport> report(String type) {
    OptionalInt number = names.find(type);
    return number.isPresent() && names.isType(number.getAsInt())
        ? Optional.of(report(number.getAsInt()))
        : Optional.empty();
  }

  private TypeReport report(int type) {
    BitSet executors = counted(type, Access.EXECUTE);
    BitSet entrypoints = counted(type, Access.ENTER);
    BitSet loaders = counted(type, Access.LOAD);
    BitSet writers = counted(type, Access.WRITE);
    boolean code = !(executors.isEmpty() && entrypoints.isEmpty() && loaders.isEmpty());
    return new TypeReport(
        names.typeName(type),
        TypeClass.of(code, !writers.isEmpty()),
        names.namesOf(executors),
        names.namesOf(loaders),
        names.namesOf(entrypoints),
        names.namesOf(writers),
        names.namesOf(counted(type, Access.READ)),
        names.namesOf(counted(type, Access.CREATE)));
  }

  /** The domains that count, of those that have the access. */
  private BitSet counted(int type, Access access) {
    GrantTable table = table(access);
    BitSet domains = access == Access.EXECUTE ? table.confined(type) : table.meant(type);
    if (access == Access.WRITE) {
      domains.andNot(sets.trusted());
    } else if (access == Access.READ) {
      domains.and(sets.trusted());
    }
    return domains;
  }

  @SuppressWarnings("EnumOrdinal") // the index is made from the same enum
  private GrantTable table(Access access) {
    return tables.get(access.ordinal());
  }

  /** By name; no files are counted. */
  public List<Flow> flows() {
    return flows(OccurringTypes.none());
  }

  /** Most files first, then by name. */
  public List<Flow> flows(OccurringTypes occurring) {
    List<Flow> flows = new ArrayList<>();
    for (int type : fileTypes) {
      BitSet writers = counted(type, Access.WRITE);
      BitSet executors = trustedExecutors(type);
      if (!writers.isEmpty() && !executors.isEmpty()) {
        String name = names.typeName(type);
        flows.add(
            new Flow(
                name, names.namesOf(writers), names.namesOf(executors), occurring.filesOf(name)));
      }
    }
    flows.sort(Comparator.comparingLong(Flow::files).reversed().thenComparing(Flow::type));
    return Collections.unmodifiableList(flows);
  }

  private BitSet trustedExecutors(int type) {
    BitSet executors = table(Access.EXECUTE).meant(type);
    executors.or(table(Access.ENTER).meant(type));
    executors.or(table(Access.LOAD).meant(type));
    executors.and(sets.trusted());
    return executors;
  }

  /**
   * The rules that give the domains of a type's report their access, in the policy's order; of one
   * rule, domains by name.
   *
   * @param type a type, or an alias; no grants if the policy lacks it
   */
  public List<Grant> evidence(String type, Access access) {
    OptionalInt number = names.find(type);
    if (number.isEmpty() || !names.isType(number.getAsInt())) {
      return List.of();
    }
    int wanted = number.getAsInt();
    BitSet counted = counted(wanted, access);
    BitSet byAttribute = (BitSet) counted.clone();
    byAttribute.andNot(sets.unconfined());
    Set<String> attributes = names.attributeNamesOf(wanted);
    List<Grant> grants = new ArrayList<>();
    for (AllowRule rule : policy.rules()) {
      boolean byName = names.find(rule.target()).equals(number);
      if ((byName || attributes.contains(rule.target()))
          && GrantTable.gives(rule, access.permissions())
          && GrantTable.holds(rule, policy.booleans())) {
        BitSet domains = names.membersOf(rule.source());
        domains.and(byName ? counted : byAttribute);
        domains.stream().forEach(domain -> grants.add(new Grant(names.typeName(domain), rule)));
      }
    }
    return Collections.unmodifiableList(grants);
  }

  /** File types that domains may load as kernel modules. */
  public SortedSet<String> moduleTypes() {
    GrantTable table =
        GrantTable.of(policy, names, sets.unconfined(), List.of(Set.of(Permission.MODULE_LOAD)))
            .get(0);
    BitSet types = fileTypes(names);
    types.stream().filter(type -> table.meant(type).isEmpty()).forEach(types::clear);
    return names.namesOf(types);
  }
}
