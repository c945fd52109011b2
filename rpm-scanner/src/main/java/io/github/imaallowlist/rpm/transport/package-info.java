/**
 * Fetching over http and https: one resource as one stream, whatever the network does.
 *
 * <p>Reading order: {@link io.github.imaallowlist.rpm.transport.HttpTransport} takes a {@link
 * io.github.imaallowlist.rpm.transport.FetchRequest} and gives a {@link
 * io.github.imaallowlist.rpm.transport.FetchedStream}, or a {@link
 * io.github.imaallowlist.rpm.transport.FetchFailedException} that names what was tried. {@link
 * io.github.imaallowlist.rpm.transport.TransportSettings} holds all that can be set.
 */
@NullMarked
package io.github.imaallowlist.rpm.transport;

import org.jspecify.annotations.NullMarked;
