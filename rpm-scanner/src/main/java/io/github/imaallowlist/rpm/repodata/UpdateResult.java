package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import java.util.List;

/**
 * What an update did.
 *
 * @param repomdChanged whether {@code repomd.xml} is another one now
 * @param signatureChanged whether {@code repomd.xml.asc} is another one now, or gone
 * @param records of the files, in their order, as they are in {@code repomd.xml} now
 * @param deleted names of files that were deleted from {@code repodata}
 */
public record UpdateResult(
    boolean repomdChanged,
    boolean signatureChanged,
    List<MetadataRecord> records,
    List<String> deleted) {
  public UpdateResult {
    records = List.copyOf(records);
    deleted = List.copyOf(deleted);
  }
}
