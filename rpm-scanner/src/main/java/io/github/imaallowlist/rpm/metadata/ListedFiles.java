package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.PackageId;
import java.util.List;
import java.util.Optional;

/**
 * What {@code filelists-ext.xml} says about one package.
 *
 * @param pkgid the checksum of the package's file in hexadecimal, as {@code primary.xml} has it
 * @param hashType the name of the hashes' algorithm; absent where it is empty
 */
public record ListedFiles(
    String pkgid, PackageId id, Optional<String> hashType, List<ListedFile> files) {}
