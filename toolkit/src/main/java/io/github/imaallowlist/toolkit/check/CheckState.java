package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.ima.log.LogLimits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a host's list was checked without a deviation. As a file it is lines:
 *
 * <pre>
 * ima-allowlist check 1
 * entries 1234
 * allowlist 0123...     SHA-256 of the list by which they were judged
 * pcr sha256:10 4567... the value behind these entries
 * key 0123abcd MFkw...  a key that one of them put into a keyring of the list, its id first
 * </pre>
 *
 * @param entries how many
 * @param allowlist hexadecimal
 * @param pcrs values behind them, by bank and number
 * @param keys by which the list lets what comes after them pass, too
 */
record CheckState(
    long entries,
    String allowlist,
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> pcrs,
    SortedSet<ImaVerificationKey> keys) {
  private static final String HEAD = "ima-allowlist check 1";
  private static final int MAX_FILE = 1 << 16;
  private static final Pattern ENTRIES = Pattern.compile("entries ([0-9]{1,15})");
  private static final Pattern ALLOWLIST = Pattern.compile("allowlist ([0-9a-f]{64})");
  private static final Pattern PCR =
      Pattern.compile("pcr ([a-z0-9-]+):([0-9]{1,2}) ([0-9a-f]{32,128})");
  private static final Pattern KEY =
      Pattern.compile("key ([0-9a-f]{8}) ([A-Za-z0-9+/]{16,8192}=*)");

  /** Absent if there is no such file yet. */
  static Optional<CheckState> read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_FILE + 1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (bytes.length > MAX_FILE) {
      throw new LimitExceededException(file.toString(), MAX_FILE, "too long for a check's state");
    }
    return Optional.of(parse(file.toString(), bytes));
  }

  private static CheckState parse(String source, byte[] bytes) throws MalformedInputException {
    List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    long offset = 0;
    long entries = -1;
    String allowlist = "";
    PcrValues pcrs = new PcrValues();
    SortedSet<ImaVerificationKey> keys = new TreeSet<>();
    for (String line : lines) {
      Matcher count = ENTRIES.matcher(line);
      Matcher list = ALLOWLIST.matcher(line);
      Matcher pcr = PCR.matcher(line);
      Matcher key = KEY.matcher(line);
      if (count.matches() && entries < 0) {
        entries = Long.parseLong(count.group(1));
      } else if (list.matches() && allowlist.isEmpty()) {
        allowlist = list.group(1);
      } else if (pcr.matches()) {
        put(source, offset, pcr, pcrs);
      } else if (key.matches()) {
        keys.add(
            new ImaVerificationKey(
                new ImaKeyId(Integer.parseUnsignedInt(key.group(1), 16)), key.group(2)));
      } else if (offset > 0 || !line.equals(HEAD)) {
        throw malformed(source, offset);
      }
      offset += line.length() + 1;
    }
    if (entries < 0 || allowlist.isEmpty() || pcrs.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw malformed(source, offset);
    }
    return new CheckState(entries, allowlist, pcrs.all(), keys);
  }

  private static void put(String source, long offset, Matcher pcr, PcrValues pcrs)
      throws MalformedInputException {
    Optional<HashAlgorithm> bank = HashAlgorithm.byKernelName(pcr.group(1));
    int number = Integer.parseInt(pcr.group(2));
    byte[] value =
        pcr.group(3).length() % 2 == 0 ? HexFormat.of().parseHex(pcr.group(3)) : new byte[0];
    if (bank.isEmpty()
        || bank.get().digestLength() != value.length
        || number >= LogLimits.PCRS
        || pcrs.get(bank.get(), number).isPresent()) {
      throw malformed(source, offset);
    }
    pcrs.put(bank.get(), number, value);
  }

  private static MalformedInputException malformed(String source, long offset) {
    return new MalformedInputException(
        source, offset, "no state as `ima-allowlist check --state` writes it");
  }

  void writeTo(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    text.append("entries ").append(entries).append('\n');
    text.append("allowlist ").append(allowlist).append('\n');
    pcrs.forEach(
        (bank, values) ->
            values.forEach(
                (pcr, value) ->
                    text.append("pcr ")
                        .append(bank.kernelName())
                        .append(':')
                        .append(pcr)
                        .append(' ')
                        .append(HexFormat.of().formatHex(value))
                        .append('\n')));
    keys.forEach(key -> text.append("key %s %s%n".formatted(key.id(), key.publicKey())));
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether the values behind so many entries of a log are those of this state. */
  boolean isAt(SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values) {
    PcrValues there = new PcrValues(values);
    boolean same = true;
    for (HashAlgorithm bank : pcrs.keySet()) {
      SortedMap<Integer, byte[]> mine = pcrs.get(bank);
      SortedMap<Integer, byte[]> theirs = there.all().getOrDefault(bank, new TreeMap<>());
      same &=
          mine.keySet().equals(theirs.keySet())
              && mine.keySet().stream()
                  .allMatch(pcr -> Arrays.equals(mine.get(pcr), theirs.get(pcr)));
    }
    return same;
  }
}
