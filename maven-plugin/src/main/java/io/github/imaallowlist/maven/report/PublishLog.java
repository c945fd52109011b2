package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.toolkit.publish.PublishCheckResult;
import io.github.imaallowlist.toolkit.publish.PublishResult;
import java.nio.file.Path;
import org.apache.maven.plugin.logging.Log;

/** What a run did to a repository, or found there. */
public final class PublishLog {
  private PublishLog() {}

  /** What is recorded now. */
  public static void print(Log log, Path repository, PublishResult result) {
    for (MetadataRecord record : result.records()) {
      log.info("Recorded " + record.type() + ": " + Printable.of(record.location().toString()));
    }
    result.removed().forEach(type -> log.info("Removed " + type + ": it was not asked for"));
    result.notes().forEach(note -> log.info(Printable.of(note)));
    result.repomdSignedBy().warnings().forEach(warning -> log.warn(Printable.of(warning)));
    log.info(outcome(result) + ": " + repository);
  }

  /** What became of the repository. */
  public static String outcome(PublishResult result) {
    return switch (result.outcome()) {
      case PUBLISHED -> "published; " + signature(result);
      case UNCHANGED -> "nothing changed, all was there already";
      case REFUSED -> "the repository is as it was";
    };
  }

  private static String signature(PublishResult result) {
    return switch (result.repomdSignature()) {
      case RENEWED -> "repomd.xml is " + GenerateLog.signed(result.repomdSignedBy());
      case REMOVED -> "the stale repomd.xml.asc was removed: sign repomd.xml now";
      case UNCHANGED -> "repomd.xml.asc is as it was";
      case NONE -> "repomd.xml has no signature";
    };
  }

  /** What differs, and whether it is true. */
  public static void print(Log log, Path repository, PublishCheckResult result) {
    result.differences().forEach(difference -> log.warn("Differs: " + Printable.of(difference)));
    if (result.isTrue()) {
      log.info(
          "The recorded list is true to the packages"
              + (result.signers().isEmpty()
                  ? ""
                  : ", signed by " + String.join(", ", result.signers()))
              + ": "
              + repository);
    }
  }
}
