package io.github.imaallowlist.ima.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Rules at random, of which a kernel with all key words would take every one. */
final class RandomRules {
  private final Random random;

  RandomRules(long seed) {
    this.random = new Random(seed);
  }

  /** One rule; what conditions go together is left to the model, by trying until it takes them. */
  ImaRule next() {
    while (true) {
      ImaAction action = one(ImaAction.values());
      List<ImaCondition> conditions = new ArrayList<>(start());
      for (int i = random.nextInt(6); i > 0; i--) {
        conditions.add(condition(one(Keyword.values())));
      }
      Collections.shuffle(conditions, random);
      if (RuleValidity.problems(action, conditions).isEmpty()) {
        return new ImaRule(action, conditions);
      }
    }
  }

  /** Conditions that need one another, and would not meet often. */
  private List<ImaCondition> start() {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(new ImaCondition.Func(ImaHook.KEY_CHECK), condition(Keyword.KEYRINGS));
      case 1 -> List.of(new ImaCondition.Func(ImaHook.CRITICAL_DATA), condition(Keyword.LABEL));
      case 2 ->
          List.of(
              new ImaCondition.Func(ImaHook.MODULE_CHECK),
              new ImaCondition.AppraiseType(SignatureKind.IMASIG_OR_MODSIG),
              new ImaCondition.AppraiseFlag());
      default -> List.of();
    };
  }

  private ImaCondition condition(Keyword keyword) {
    Comparison comparison = one(Comparison.values());
    long id = random.nextLong(0xffff_ffffL);
    return switch (keyword) {
      case FUNC -> new ImaCondition.Func(one(ImaHook.values()));
      case MASK -> new ImaCondition.Mask(one(AccessMask.values()), random.nextBoolean());
      case FSMAGIC -> new ImaCondition.FsMagic(random.nextLong());
      case FSNAME -> new ImaCondition.FsName(word());
      case FS_SUBTYPE -> new ImaCondition.FsSubtype(word());
      case FSUUID -> new ImaCondition.FsUuid(new UUID(random.nextLong(), random.nextLong()));
      case UID -> new ImaCondition.Uid(comparison, id);
      case EUID -> new ImaCondition.Euid(comparison, id);
      case GID -> new ImaCondition.Gid(comparison, id);
      case EGID -> new ImaCondition.Egid(comparison, id);
      case FOWNER -> new ImaCondition.Fowner(comparison, id);
      case FGROUP -> new ImaCondition.Fgroup(comparison, id);
      case OBJ_USER -> new ImaCondition.ObjUser(word());
      case OBJ_ROLE -> new ImaCondition.ObjRole(word());
      case OBJ_TYPE -> new ImaCondition.ObjType(word());
      case SUBJ_USER -> new ImaCondition.SubjUser(word());
      case SUBJ_ROLE -> new ImaCondition.SubjRole(word());
      case SUBJ_TYPE -> new ImaCondition.SubjType(word());
      case DIGEST_TYPE -> new ImaCondition.DigestType();
      case APPRAISE_TYPE -> new ImaCondition.AppraiseType(one(SignatureKind.values()));
      case APPRAISE_FLAG -> new ImaCondition.AppraiseFlag();
      case APPRAISE_ALGOS -> new ImaCondition.AppraiseAlgos(List.of("sha256", "sha512"));
      case PERMIT_DIRECTIO -> new ImaCondition.PermitDirectio();
      case PCR -> new ImaCondition.Pcr(random.nextInt(64));
      case TEMPLATE -> new ImaCondition.Template("ima-" + word());
      case KEYRINGS -> new ImaCondition.Keyrings(List.of("." + word(), word()));
      case LABEL -> new ImaCondition.Label(List.of(word()));
    };
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      word.append("abcxyzAZ019_-.".charAt(random.nextInt(14)));
    }
    return word.toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
