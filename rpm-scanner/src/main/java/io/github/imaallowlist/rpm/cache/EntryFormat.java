package io.github.imaallowlist.rpm.cache;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * The form of an entry. Numbers are unsigned and big-endian: {@code u8}, {@code u16}, {@code u32},
 * {@code u64}. A {@code text} is a {@code u16} and so many bytes of UTF-8; an {@code algorithm} is
 * a {@code u8} and so many bytes of the kernel's name for it ({@code sha256}).
 *
 * <pre>
 * magic        8 bytes  "IMASCAN" and a NUL
 * version      u32      {@link #VERSION}
 * results      u32      {@link #RESULTS_VERSION}
 * length       u64      of the whole entry, in bytes
 * -- the key
 * digests      u8       how many algorithms the files' digests are of; for each, sorted:
 *                         algorithm
 * keyring      32 bytes fingerprint of the IMA keyring
 * checksum     algorithm, then the digest of the package's file
 * -- the package
 * size         u64      of its file, in bytes
 * name, version, release, arch
 *              4 texts
 * epoch        u8       1 if there is one
 *              u32      it, or 0
 * header       u8       1 if the header's file digests are of a known algorithm; then:
 *                         algorithm
 * unmeasured   4 u64    folders, links, ghosts, devices
 * counts       of IMA signatures: good, weak, unknown key, not verifiable;
 *              good and unknown key: u64 total, u32 number of keys, for each u32 id and u64 files;
 *              weak and not verifiable: u64
 * signatures   u16      how many OpenPGP signatures; for each:
 *                u8     1 over the header, 2 over header and payload
 *                text   tag
 *                u32    length of the packet, and the packet
 *                u8     length of the digest that it must be over, and the digest
 * -- symbolic links, in the header's order
 * links        u32      how many; for each:
 *                u16    length of the path, and the path
 *                u16    length of the target, and the target
 * -- regular files, in the header's order
 * files        u32      how many
 * traits       u8 each  bit 0 an x bit, bit 1 ELF
 * digests      for each algorithm: the digest of each file
 * paths        u32      length of all paths together; for each:
 *                u16    how many bytes it shares with the start of the path before
 *                u16    how many follow, and these
 * ima          u8       1 if files have IMA signatures; then for each file:
 *                u16    length of the value of security.ima, or 0; and the value
 * -- the end
 * sum          u32      CRC-32 over all before it
 *              u32      CRC-32C over the same
 * </pre>
 *
 * <p>The sum is against damage. Against who may write to the cache no sum in it helps; {@link
 * Ownership} does.
 */
final class EntryFormat {
  static final byte[] MAGIC = "IMASCAN\0".getBytes(StandardCharsets.US_ASCII);

  /** Of the form; another one is not read. */
  static final int VERSION = 2;

  /**
   * Of what a scan makes of a package. To be raised with every change by which the scan of some
   * package gives anything else, be it a finding where there was none: entries of before are then
   * not found any more, and packages are read again.
   */
  static final int RESULTS_VERSION = 1;

  static final int SUM_BYTES = 8;

  /** Magic, versions and length. */
  static final int START_BYTES = 24;

  static final int EXECUTABLE = 1;
  static final int ELF = 2;

  static final int SCOPE_HEADER = 1;
  static final int SCOPE_HEADER_AND_PAYLOAD = 2;

  private EntryFormat() {}

  /** Of the bytes before {@code end}. */
  static long sum(byte[] bytes, int end) {
    CRC32 crc32 = new CRC32();
    CRC32C crc32c = new CRC32C();
    crc32.update(bytes, 0, end);
    crc32c.update(bytes, 0, end);
    return crc32.getValue() << Integer.SIZE | crc32c.getValue();
  }
}
