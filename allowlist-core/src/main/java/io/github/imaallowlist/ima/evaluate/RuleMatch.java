package io.github.imaallowlist.ima.evaluate;

import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.model.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a rule matches an event ({@code ima_policy.c}, ima_match_rules, ima_match_rule_data). */
final class RuleMatch {
  private static final Set<String> WITH_SUBTYPE = Set.of("fuse", "fuseblk");

  private RuleMatch() {}

  static Match of(ImaRule rule, ImaEvent event) {
    Optional<ImaHook> hook = rule.hook();
    boolean named = event.hook().ofNamedData();
    if (hook.isPresent() ? hook.get() != event.hook() : named) {
      return Match.NO;
    }
    Match match = Match.YES;
    for (ImaCondition condition : rule.conditions()) {
      match = match.and(named ? ofNamedData(condition, event) : ofFile(condition, event));
      if (match == Match.NO) {
        return Match.NO;
      }
    }
    return match;
  }

  /** The kernel looks at nothing else there, the group included. */
  private static Match ofNamedData(ImaCondition condition, ImaEvent event) {
    if (condition instanceof ImaCondition.Uid uid) {
      return Match.of(event.users().real(), id -> uid.comparison().holds(id, uid.id()));
    }
    if (condition instanceof ImaCondition.Keyrings keyrings) {
      return anyOf(keyrings.names(), event);
    }
    if (condition instanceof ImaCondition.Label label) {
      return anyOf(label.names(), event);
    }
    return Match.YES;
  }

  private static Match anyOf(List<String> names, ImaEvent event) {
    return Match.of(event.dataName(), names::contains);
  }

  private static Match ofFile(ImaCondition condition, ImaEvent event) {
    if (condition instanceof ImaCondition.OfContext part) {
      return ofContext(part, event);
    }
    if (condition instanceof ImaCondition.OfId id) {
      return ofId(id, event);
    }
    if (condition instanceof ImaCondition.Mask mask) {
      return Match.of(
          event.access(),
          access ->
              mask.among() ? access.contains(mask.mask()) : access.equals(Set.of(mask.mask())));
    }
    FileSystemFacts fileSystem = event.fileSystem();
    if (condition instanceof ImaCondition.FsMagic magic) {
      return Match.of(fileSystem.magic(), known -> known == magic.magic());
    }
    if (condition instanceof ImaCondition.FsName name) {
      return Match.of(fileSystem.name(), name.name()::equals);
    }
    if (condition instanceof ImaCondition.FsUuid uuid) {
      return Match.of(fileSystem.uuid(), uuid.uuid()::equals);
    }
    if (condition instanceof ImaCondition.FsSubtype subtype) {
      return Match.of(fileSystem.name(), WITH_SUBTYPE::contains)
          .and(Match.of(fileSystem.subtype(), subtype.subtype()::equals));
    }
    // What is left are options, and func, which was looked at.
    return Match.YES;
  }

  private static Match ofContext(ImaCondition.OfContext part, ImaEvent event) {
    Optional<SecurityContext> context =
        switch (part.keyword()) {
          case SUBJ_USER, SUBJ_ROLE, SUBJ_TYPE -> event.subject();
          default -> event.object();
        };
    Optional<String> known =
        switch (part.keyword()) {
          case SUBJ_USER, OBJ_USER -> context.map(SecurityContext::user);
          case SUBJ_ROLE, OBJ_ROLE -> context.map(SecurityContext::role);
          default -> context.map(SecurityContext::type);
        };
    return Match.of(known, part.name()::equals);
  }

  private static Match ofId(ImaCondition.OfId condition, ImaEvent event) {
    return switch (condition.keyword()) {
      case UID -> ofId(condition, event.users().real());
      case EUID -> ofEffectiveId(condition, event.users());
      case GID -> ofId(condition, event.groups().real());
      case EGID -> ofEffectiveId(condition, event.groups());
      case FOWNER -> ofId(condition, event.fowner());
      default -> ofId(condition, event.fgroup());
    };
  }

  private static Match ofId(ImaCondition.OfId condition, Optional<Long> id) {
    return Match.of(id, known -> condition.comparison().holds(known, condition.id()));
  }

  private static Match ofEffectiveId(ImaCondition.OfId condition, Ids ids) {
    Match effective = ofId(condition, ids.effective());
    Match any = effective.or(ofId(condition, ids.saved())).or(ofId(condition, ids.real()));
    if (ids.mayChange().isPresent()) {
      return ids.mayChange().get() ? any : effective;
    }
    return effective == any ? any : Match.UNKNOWN;
  }
}
