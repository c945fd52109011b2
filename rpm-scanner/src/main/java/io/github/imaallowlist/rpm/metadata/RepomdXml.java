package io.github.imaallowlist.rpm.metadata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code repomd.xml}. Records of types that it has no field for are ignored. */
public final class RepomdXml {
  private static final String NAMESPACE = "http://linux.duke.edu/metadata/repo";

  private final MetadataXml xml;
  private @Nullable String revision;
  private @Nullable MetadataRecord primary;
  private @Nullable MetadataRecord filelistsExt;
  private final List<String> repoTags = new ArrayList<>();
  private int records;

  private RepomdXml(MetadataXml xml) {
    this.xml = xml;
  }

  /**
   * Reads the whole file into memory.
   *
   * @throws LimitExceededException if it is longer than {@link MetadataLimits#REPOMD_BYTES}
   */
  public static byte[] bytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MetadataLimits.REPOMD_BYTES + 1);
      if (bytes.length > MetadataLimits.REPOMD_BYTES) {
        throw new LimitExceededException(
            file.toString(),
            NO_OFFSET,
            "it has more than the %d bytes that are the limit for repomd.xml"
                .formatted(MetadataLimits.REPOMD_BYTES));
      }
      return bytes;
    }
  }

  /** The checksum by which a state of a repository is known. */
  public static FileDigest digestOf(byte[] repomd) {
    return new FileDigest(
        HashAlgorithm.SHA256, HashAlgorithm.SHA256.newMessageDigest().digest(repomd));
  }

  /**
   * Parses the file's bytes.
   *
   * @param source the file's name for errors
   */
  public static Repomd parse(String source, byte[] bytes) throws IOException {
    try (MetadataXml xml = new MetadataXml(source, new ByteArrayInputStream(bytes))) {
      return new RepomdXml(xml).parse(digestOf(bytes));
    }
  }

  /** All elements below the root, in their order. */
  public static List<RepomdChild> children(String source, byte[] bytes) throws IOException {
    List<RepomdChild> children = new ArrayList<>();
    try (MetadataXml xml = new MetadataXml(source, new ByteArrayInputStream(bytes))) {
      xml.root(NAMESPACE, "repomd");
      while (xml.nextChild()) {
        Optional<String> type =
            xml.isElement(NAMESPACE, "data")
                ? Optional.of(xml.requiredAttribute("type"))
                : Optional.empty();
        children.add(new RepomdChild(type, xml.wholeText()));
        if (children.size() > MetadataLimits.REPOMD_CHILDREN) {
          throw xml.tooMuch(
              "there are more than %d elements".formatted(MetadataLimits.REPOMD_CHILDREN));
        }
      }
      xml.end();
    }
    return children;
  }

  /**
   * The record of any type; empty if there is none.
   *
   * @throws MalformedInputException if there are several
   */
  public static Optional<MetadataRecord> record(String source, byte[] bytes, String type)
      throws IOException {
    MetadataRecord record = null;
    try (MetadataXml xml = new MetadataXml(source, new ByteArrayInputStream(bytes))) {
      xml.root(NAMESPACE, "repomd");
      while (xml.nextChild()) {
        if (!xml.isElement(NAMESPACE, "data") || !xml.requiredAttribute("type").equals(type)) {
          xml.skip();
        } else if (record == null) {
          record = new RecordXml(xml, NAMESPACE).read(type);
        } else {
          throw xml.malformed("expected one record of '%s', this is a second one".formatted(type));
        }
      }
      xml.end();
    }
    return Optional.ofNullable(record);
  }

  private Repomd parse(FileDigest digest) throws IOException {
    xml.root(NAMESPACE, "repomd");
    while (xml.nextChild()) {
      if (xml.isElement(NAMESPACE, "data")) {
        parseData();
      } else if (xml.isElement(NAMESPACE, "revision")) {
        requireFirst(revision);
        revision = xml.text();
      } else if (xml.isElement(NAMESPACE, "tags")) {
        parseTags();
      } else {
        xml.skip();
      }
    }
    xml.end();
    if (primary == null) {
      throw xml.malformed("expected a <data type=\"primary\">, there is none");
    }
    return new Repomd(
        digest,
        Optional.ofNullable(revision).filter(text -> !text.isEmpty()),
        repoTags,
        primary,
        Optional.ofNullable(filelistsExt));
  }

  private void parseTags() throws IOException {
    while (xml.nextChild()) {
      if (!xml.isElement(NAMESPACE, "repo")) {
        xml.skip();
      } else if (repoTags.size() < MetadataLimits.REPO_TAGS) {
        repoTags.add(xml.text());
      } else {
        throw xml.tooMuch(
            "there are more than %d names of the repository".formatted(MetadataLimits.REPO_TAGS));
      }
    }
  }

  private void parseData() throws IOException {
    records++;
    if (records > MetadataLimits.DATA_RECORDS) {
      throw xml.tooMuch("there are more than %d records".formatted(MetadataLimits.DATA_RECORDS));
    }
    String type = xml.requiredAttribute("type");
    if (type.equals(Repomd.PRIMARY)) {
      requireFirst(primary);
      primary = new RecordXml(xml, NAMESPACE).read(type);
    } else if (type.equals(Repomd.FILELISTS_EXT)) {
      requireFirst(filelistsExt);
      filelistsExt = new RecordXml(xml, NAMESPACE).read(type);
    } else {
      xml.skip();
    }
  }

  private void requireFirst(@Nullable Object earlier) throws IOException {
    if (earlier != null) {
      throw xml.malformed("expected one <%s>, this is a second one".formatted(xml.name()));
    }
  }
}
