package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What tests do with repositories on a server. */
final class ServedRepository {
  private ServedRepository() {}

  /** One attempt at a place, so that what fails fails at once. */
  static SourceSettings settings() {
    return SourceSettings.defaults().withTransport(TransportSettings.defaults().withAttempts(1));
  }

  private static final MetadataProof PROVED =
      new MetadataProof.Proved(new Fingerprint(new byte[20]));

  static PackageSource open(URI url) throws AllowlistException, IOException {
    return open(url.toString(), settings());
  }

  /** The one source that this is. */
  static PackageSource open(String source, SourceSettings settings)
      throws AllowlistException, IOException {
    List<OpenedSource> opened = Sources.open(source, settings);
    if (opened.size() != 1) {
      throw new AssertionError("expected one source, not " + opened.size());
    }
    return opened.get(0).source();
  }

  /** Whether the metadata, taken for proved, proves the package too. */
  static boolean isWholeFileChecked(ScanOutcome.Scanned outcome) {
    return outcome.proof().metadataSigner().isPresent();
  }

  /** The outcomes of all packages, in the listing's order. */
  static List<ScanOutcome.Scanned> scan(PackageSource source, ReadMode mode) throws IOException {
    PackageScanner scanner =
        new PackageScanner(
            mode,
            new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
            PackageSelection.everything(),
            TrustPolicy.none());
    List<ScanOutcome.Scanned> outcomes = new ArrayList<>();
    for (PackageRef ref : source.list().packages()) {
      outcomes.add((ScanOutcome.Scanned) scanner.scan(ref, PROVED));
    }
    return outcomes;
  }

  static List<Finding> findings(PackageSource source, ReadMode mode) throws IOException {
    return scan(source, mode).stream()
        .flatMap(outcome -> outcome.contents().findings().stream())
        .toList();
  }
}
