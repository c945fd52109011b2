/**
 * Keys in PKCS#11 tokens: {@link io.github.imaallowlist.signing.pkcs11.Pkcs11Uri} names one, {@link
 * io.github.imaallowlist.signing.pkcs11.Pkcs11Token} opens it, with {@code TokenSlots} to find it
 * among the module's.
 *
 * <p>The JDK's own provider does the work. It is made for one token and used directly: none is
 * registered with the virtual machine.
 */
@NullMarked
package io.github.imaallowlist.signing.pkcs11;

import org.jspecify.annotations.NullMarked;
