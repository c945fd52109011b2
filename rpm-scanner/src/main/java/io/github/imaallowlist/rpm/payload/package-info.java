/**
 * A package's payload: decompressed, taken apart and digested in one pass, in bounded memory.
 *
 * <p>{@link io.github.imaallowlist.rpm.payload.PayloadReader} does it, over {@link
 * io.github.imaallowlist.rpm.payload.Compressor} and {@link
 * io.github.imaallowlist.rpm.payload.CpioReader}, and holds each file against the header.
 */
@NullMarked
package io.github.imaallowlist.rpm.payload;

import org.jspecify.annotations.NullMarked;
