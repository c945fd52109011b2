package io.github.imaallowlist.selinux.kernel;

import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.ima.evaluate.Decision;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.model.SecurityContext;

/**
 * A file that is used in one way in a guest, once: the kernel measures a file when it is first used
 * as a rule says, and no more after that, so that one file in the log tells of one use.
 *
 * @param type of its label
 * @param user who uses it; its owner is root
 */
record AccessedFile(GuestFile file, String type, FileAccess access, int user) {
  static final int ROOT = 0;
  static final int NOBODY = 65534;

  private static final long EXT4 = 0xef53;

  AccessedFile(String path, String type, FileAccess access, int user, byte[] content) {
    this(
        GuestFile.of(path, content).executable().labelled("system_u:object_r:" + type + ":s0"),
        type,
        access,
        user);
  }

  String path() {
    return file.path();
  }

  /** For a script in the guest, run by that user. */
  String command() {
    return "FILE=" + path() + "; " + access.command() + "\n";
  }

  /** Whether the log gets the file, by what evaluation says of each event. */
  boolean isMeasuredUnder(ImaPolicy policy) {
    boolean measured = false;
    for (FileAccess.Question question : access.questions()) {
      Decision decision = Evaluation.decide(policy, event(question));
      if (decision.outcome() == Decision.Outcome.DEPENDS) {
        throw new AssertionError(question + " of " + path() + ": " + decision);
      }
      measured |= decision.outcome() == Decision.Outcome.MEASURED;
    }
    return measured;
  }

  /** All but the subject, which a domain transition may change: no rule here asks for it. */
  private ImaEvent event(FileAccess.Question question) {
    Ids ids = Ids.all(user).withMayChange(user == ROOT);
    return ImaEvent.of(question.hook())
        .withAccess(question.mask())
        .withUsers(ids)
        .withGroups(ids)
        .withObject(SecurityContext.parse(file.label().orElseThrow()).orElseThrow())
        .withFowner(file.owner())
        .withFgroup(file.owner())
        .withFileSystem(FileSystemFacts.UNKNOWN.withMagic(EXT4).withName("ext4"));
  }
}
