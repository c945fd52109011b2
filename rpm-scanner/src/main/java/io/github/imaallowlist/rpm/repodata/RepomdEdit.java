package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.RepomdChild;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import io.github.imaallowlist.rpm.repodata.RepomdMarkup.Element;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sets and removes records in the bytes of a {@code repomd.xml}; every other byte stays.
 *
 * <p>A record that is there already is replaced in its place, unless it says the same; a new one
 * comes behind the last {@code data} element, in the line ends, indentation and namespace prefix of
 * the first. {@code revision} stays as well: modifyrepo_c keeps it, and clients tell a new state by
 * the checksum of {@code repomd.xml}, not by its revision, which is the publisher's to choose.
 */
public final class RepomdEdit {
  private final String source;
  private final byte[] repomd;
  private final List<RepomdChild> children;
  private final RepomdMarkup markup;
  private final List<Replacement> replacements = new ArrayList<>();

  private RepomdEdit(String source, byte[] repomd) throws IOException {
    this.source = source;
    this.repomd = repomd;
    RepomdXml.parse(source, repomd);
    this.children = RepomdXml.children(source, repomd);
    this.markup = RepomdMarkup.of(source, repomd);
    if (markup.children().size() != children.size()) {
      throw new MalformedInputException(source, 0, "its elements cannot be told apart");
    }
  }

  /**
   * The new bytes; equal to the old ones where they say all that is wanted.
   *
   * @param source the file's name, for errors
   * @param set records to be there, in the order in which new ones are added
   * @param removed types of which no record is to be left
   * @throws io.github.imaallowlist.error.InputException if the file cannot be read, or the new one
   *     would not be read as wanted
   */
  public static byte[] apply(
      String source, byte[] repomd, List<MetadataRecord> set, Set<String> removed)
      throws IOException {
    requireOneEach(set, removed);
    RepomdEdit edit = new RepomdEdit(source, repomd);
    byte[] edited = edit.edited(set, removed);
    edit.verify(edited, set, removed);
    return edited;
  }

  private static void requireOneEach(List<MetadataRecord> set, Set<String> removed) {
    Set<String> types = new HashSet<>(removed);
    for (MetadataRecord record : set) {
      if (!types.add(record.type())) {
        throw new IllegalArgumentException("'%s' is named twice".formatted(record.type()));
      }
    }
    types.forEach(RecordType::require);
  }

  private byte[] edited(List<MetadataRecord> set, Set<String> removed) throws IOException {
    for (String type : removed) {
      elementsOf(type).forEach(this::remove);
    }
    RecordStyle style = style();
    for (MetadataRecord record : set) {
      List<Element> existing = elementsOf(record.type());
      if (existing.isEmpty()) {
        int end = lastData().end();
        replacements.add(new Replacement(end, end, style.separator() + style.element(record)));
      } else if (existing.size() > 1 || !says(record)) {
        Element first = existing.get(0);
        replacements.add(new Replacement(first.start(), first.end(), style.element(record)));
        existing.subList(1, existing.size()).forEach(this::remove);
      }
    }
    return spliced();
  }

  /** What cannot be read, such as a record with a weak checksum, does not say it. */
  private boolean says(MetadataRecord record) throws IOException {
    try {
      return RepomdXml.record(source, repomd, record.type()).equals(Optional.of(record));
    } catch (InputException e) {
      return false;
    }
  }

  /** With the white space before it, as adding puts it there. */
  private void remove(Element element) {
    int start = element.start() - whiteSpaceBefore(element.start()).length();
    replacements.add(new Replacement(start, element.end(), ""));
  }

  private List<Element> elementsOf(String type) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).dataType().equals(Optional.of(type))) {
        elements.add(markup.children().get(i));
      }
    }
    return elements;
  }

  /** There is one: a file without {@code primary} is no {@code repomd.xml}. */
  private Element lastData() {
    int last = children.size() - 1;
    while (children.get(last).dataType().isEmpty()) {
      last--;
    }
    return markup.children().get(last);
  }

  /** That of {@code primary}, which is never ours. */
  private RecordStyle style() {
    Element model = elementsOf("primary").get(0);
    return new RecordStyle(
        markup.prefix(),
        whiteSpaceBefore(model.start()),
        whiteSpaceBehind(model.tagEnd()),
        whiteSpaceBefore(model.closing()));
  }

  private String whiteSpaceBefore(int end) {
    int start = end;
    while (start > 0 && isWhiteSpace(repomd[start - 1])) {
      start--;
    }
    return new String(repomd, start, end - start, StandardCharsets.US_ASCII);
  }

  private String whiteSpaceBehind(int start) {
    int end = start;
    while (end < repomd.length && isWhiteSpace(repomd[end])) {
      end++;
    }
    return new String(repomd, start, end - start, StandardCharsets.US_ASCII);
  }

  private static boolean isWhiteSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  /** Those at one place are in the order in which they were asked for. */
  private byte[] spliced() {
    replacements.sort(Comparator.comparingInt(Replacement::end).thenComparing(Replacement::start));
    ByteArrayOutputStream out = new ByteArrayOutputStream(repomd.length + 1024);
    int position = 0;
    for (Replacement replacement : replacements) {
      out.write(repomd, position, replacement.start() - position);
      out.writeBytes(replacement.text().getBytes(StandardCharsets.US_ASCII));
      position = replacement.end();
    }
    out.write(repomd, position, repomd.length - position);
    return out.toByteArray();
  }

  /** Reads the new file as others will, and compares. */
  private void verify(byte[] edited, List<MetadataRecord> set, Set<String> removed)
      throws IOException {
    if (edited.length > MetadataLimits.REPOMD_BYTES) {
      throw new LimitExceededException(
          source,
          MetadataLimits.REPOMD_BYTES,
          "with the new records it would have more than the %d bytes that are the limit"
              .formatted(MetadataLimits.REPOMD_BYTES));
    }
    RepomdXml.parse(source, edited);
    Set<String> ours = new HashSet<>(removed);
    set.forEach(record -> ours.add(record.type()));
    if (!others(children, ours).equals(others(RepomdXml.children(source, edited), ours))) {
      throw unexpected("the other elements would not be the same");
    }
    for (MetadataRecord record : set) {
      if (!RepomdXml.record(source, edited, record.type()).equals(Optional.of(record))) {
        throw unexpected("the record of '%s' would not be as wanted".formatted(record.type()));
      }
    }
    for (String type : removed) {
      if (RepomdXml.record(source, edited, type).isPresent()) {
        throw unexpected("the record of '%s' would still be there".formatted(type));
      }
    }
  }

  private static List<RepomdChild> others(List<RepomdChild> children, Set<String> ours) {
    return children.stream()
        .filter(child -> child.dataType().filter(ours::contains).isEmpty())
        .toList();
  }

  private MalformedInputException unexpected(String problem) {
    return new MalformedInputException(
        source, MalformedInputException.NO_OFFSET, "it cannot be edited: " + problem);
  }

  private record Replacement(int start, int end, String text) {}
}
