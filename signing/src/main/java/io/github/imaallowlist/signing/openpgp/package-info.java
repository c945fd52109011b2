/**
 * OpenPGP signatures that stand beside the file they sign, such as {@code repomd.xml.asc}: made,
 * and verified.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>{@link io.github.imaallowlist.signing.openpgp.DetachedOpenPgp} verifies, with {@link
 *       io.github.imaallowlist.signing.openpgp.VerifiedSignatures} as its result.
 *   <li>{@link io.github.imaallowlist.signing.openpgp.OpenPgpSigner} and the {@link
 *       io.github.imaallowlist.signing.openpgp.OpenPgpSignature} it makes.
 *   <li>{@link io.github.imaallowlist.signing.openpgp.SecretKeyringSigner} signs here: {@code
 *       SecretKeyring} reads the file, {@code SecretKeyChoice} says which of its keys may be meant,
 *       {@code SigningSecret} has one key's secret, and {@code SignatureV4} is the packet.
 *   <li>{@link io.github.imaallowlist.signing.openpgp.GpgSigner} lets gpg sign: {@code GpgKeys} is
 *       what gpg lists, {@code GpgStatus} what it says of its work.
 *   <li>{@link io.github.imaallowlist.signing.openpgp.SignCommandSigner} lets another program sign:
 *       {@code CommandLine} splits the command, {@code PrivateCopy} is what the program gets, and
 *       {@code ClaimedSignatures} is what can be asked of its output without a key.
 *   <li>{@code OpenPgpLimits}: what a file may ask for.
 * </ol>
 */
@NullMarked
package io.github.imaallowlist.signing.openpgp;

import org.jspecify.annotations.NullMarked;
